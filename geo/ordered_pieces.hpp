// Pieces of something long, made on all cores and taken in their order.
#pragma once

#include <cstddef>
#include <deque>
#include <future>
#include <thread>
#include <utility>

namespace photomap {

/// Calls `make(i)` for i from 0 to `count` - 1, each in a thread of its own, a few at a time, and `take` with
/// what they give in this one, in order, until it answers false. What either throws, this function throws,
/// when all have ended.
template <typename Piece, typename Make, typename Take>
void make_in_order(std::size_t count, Make&& make, Take&& take) {
  const std::size_t most = std::thread::hardware_concurrency() + 1;  // one waits to be taken
  std::deque<std::future<Piece>> making;                             // each waits for its thread when it goes
  for (std::size_t next = 0; next < count || !making.empty();) {
    if (next < count && making.size() < most) {
      making.push_back(std::async(std::launch::async, [&make, next] { return make(next); }));
      ++next;
      continue;
    }
    const Piece piece = making.front().get();
    making.pop_front();
    if (!take(piece)) return;
  }
}

}  // namespace photomap
