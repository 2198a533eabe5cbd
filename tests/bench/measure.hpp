// What benchmarks share: times that another program on the same cores disturbs little, memory, the page
// cache, the words of a report.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace photomap {

using Micros = std::chrono::duration<double, std::micro>;

template <typename Work>
Micros time_of(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begin;
}

/// Of no value: 0.
double median(std::vector<double> values);

struct Quantiles {
  Micros p50{};
  Micros p99{};
  Micros worst{};
};

/// The time of each query, taken once in every round. A query's own time is the median of its rounds: where
/// another program takes the core for some milliseconds, only that round of that query knows.
class Samples {
 public:
  /// Calls ask(i) for each query.
  template <typename Ask>
  void run_round(std::size_t queries, const Ask& ask) {
    times_.resize(queries);
    for (std::size_t i = 0; i < queries; ++i) {
      const Micros time = time_of([&] { ask(i); });
      times_[i].push_back(time.count());
    }
  }

  Quantiles quantiles() const;
  /// The query of the worst time.
  std::size_t worst_query() const;
  /// How many times faster this is than `other`, which ran in the same rounds, by the means of both.
  double times_faster_than(const Samples& other) const;
  /// Of the queries' own times.
  Micros mean() const;

 private:
  std::vector<double> own_times() const;

  std::vector<std::vector<double>> times_;  // by query, then round; in microseconds
};

/// Of this process, mapped files included.
double resident_megabytes();
/// Page faults of this process that had to wait for the disk.
long faults_from_disk();
/// Lets the system forget what it has read of a file that nobody has mapped.
void drop_from_page_cache(const std::filesystem::path& file);

/// Runs this program anew with these arguments, and gives what it prints. Throws std::runtime_error.
std::string run_self(const std::vector<std::string>& arguments);

/// "2 cores of Some CPU, 24 GB of memory".
std::string describe_machine();
/// "2026-11-25", UTC.
std::string today();

/// A line of the table of targets; without `met` it is only told.
struct Finding {
  std::string what;
  std::string target;
  std::string measured;
  std::optional<bool> met;
};

std::string markdown_table(const std::vector<Finding>& findings);
/// "0.42 µs", "1.3 ms".
std::string in_words(Micros time);
std::string in_words(const Quantiles& quantiles);

}  // namespace photomap
