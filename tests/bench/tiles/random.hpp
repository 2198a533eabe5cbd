// Numbers that are the same on every machine and with every standard library.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>

namespace photomap {

/// SplitMix64 (Steele, Lea and Flood 2014). Another seed, another sequence, also for seeds that follow each
/// other.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0xd1342543de82ef95) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + unit() * (high - low); }
  /// In [0, count).
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(unit() * static_cast<double>(count));
  }
  /// In [0, count), the first ones much more often: each as often as 1 / (its place + 1).
  std::size_t skewed_below(std::size_t count) {
    return static_cast<std::size_t>(std::pow(static_cast<double>(count) + 1, unit())) - 1;
  }
  /// Of mean 0 and deviation 1 (Box and Muller 1958).
  double normal() { return std::sqrt(-2 * std::log(1 - unit())) * std::cos(2 * std::numbers::pi * unit()); }
  template <typename T, std::size_t N>
  const T& one_of(const T (&list)[N]) {
    return list[below(N)];
  }

 private:
  std::uint64_t state_;
};

}  // namespace photomap
