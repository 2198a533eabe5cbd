#include "tests/bench/measure.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <thread>

namespace photomap {

namespace {

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

std::string processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "an unknown processor";
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return quantile(values, 0.5);
}

std::vector<double> Samples::own_times() const {
  std::vector<double> own;
  for (const std::vector<double>& rounds : times_) own.push_back(median(rounds));
  return own;
}

Quantiles Samples::quantiles() const {
  std::vector<double> own = own_times();
  std::sort(own.begin(), own.end());
  return {Micros(quantile(own, 0.5)), Micros(quantile(own, 0.99)), Micros(quantile(own, 1))};
}

std::size_t Samples::worst_query() const {
  const std::vector<double> own = own_times();
  return static_cast<std::size_t>(std::max_element(own.begin(), own.end()) - own.begin());
}

double Samples::times_faster_than(const Samples& other) const {
  return other.mean() / mean();
}

Micros Samples::mean() const {
  const std::vector<double> own = own_times();
  const double sum = std::accumulate(own.begin(), own.end(), 0.0);
  return Micros(sum / static_cast<double>(std::max<std::size_t>(own.size(), 1)));
}

double resident_megabytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

long faults_from_disk() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_majflt;
}

void drop_from_page_cache(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw std::runtime_error(file.string() + ": can't be read");
  fsync(fd);  // only what is on the disk is forgotten
  posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  ::close(fd);
}

std::string run_self(const std::vector<std::string>& arguments) {
  std::string command = "'" + std::filesystem::read_symlink("/proc/self/exe").string() + "'";
  for (const std::string& argument : arguments) command += " '" + argument + "'";
  const auto close_pipe = [](std::FILE* pipe) { ::pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close_pipe)> pipe(::popen(command.c_str(), "r"), close_pipe);
  std::string output;
  for (int c = 0; pipe && (c = std::fgetc(pipe.get())) != EOF;) output += static_cast<char>(c);
  if (output.empty()) throw std::runtime_error(command + ": failed");
  return output;
}

std::string describe_machine() {
  const double bytes =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  return fmt::format("{} cores of {}, {:.0f} GB of memory", std::thread::hardware_concurrency(), processor(),
                     bytes / 1e9);
}

std::string today() {
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
}

std::string markdown_table(const std::vector<Finding>& findings) {
  std::string table = "| what | target | measured | met |\n|---|---|---|---|\n";
  for (const auto& [what, target, measured, met] : findings)
    table += fmt::format("| {} | {} | {} | {} |\n", what, target, measured,
                         !met   ? ""
                         : *met ? "yes"
                                : "**no**");
  return table;
}

std::string in_words(Micros time) {
  const double us = time.count();
  if (us >= 1000) return fmt::format("{:.{}f} ms", us / 1000, us < 100'000 ? 2 : 0);
  return fmt::format("{:.{}f} µs", us, us < 10 ? 2 : 0);
}

std::string in_words(const Quantiles& quantiles) {
  return fmt::format("p50 {}, p99 {}", in_words(quantiles.p50), in_words(quantiles.p99));
}

}  // namespace photomap
