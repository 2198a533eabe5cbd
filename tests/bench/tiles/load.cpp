// photomap_bench_load --port N [options] FILE: asks a server on this machine for the paths that stand in
// FILE, a path a line, and prints as JSON how many answers came, of which status, how fast, and how large
// they were.
#include "geo/json.hpp"
#include "tests/bench/tiles/http_clients.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace photomap {

namespace {

constexpr const char* kUsage =
    R"(photomap_bench_load --port N [options] FILE
  --clients N     that ask at the same time (8)
  --seconds S     after which no more is asked (10)
  --repeat        asks for the paths again and again until then
  --gzip          takes compressed answers
  --prefix TEXT, --suffix TEXT   stand around each line of FILE
  --skip N, --take N             leave out the first N lines, take no more than N
  --count TEXT    counts TEXT in each body
  --times FILE    writes "PATH STATUS BYTES COUNT MICROSECONDS", tabs between, of each answer
)";

struct Arguments {
  LoadOptions load;
  std::string prefix;
  std::string suffix;
  std::size_t skip = 0;
  std::size_t take = std::string::npos;
  std::string times;
  std::string file;
};

// What takes a value, and where that goes.
std::map<std::string, std::function<void(const std::string&)>> options_of(Arguments& arguments) {
  LoadOptions& load = arguments.load;
  return {{"--port", [&](const std::string& value) { load.port = std::stoi(value); }},
          {"--clients", [&](const std::string& value) { load.clients = std::stoul(value); }},
          {"--seconds", [&](const std::string& value) { load.at_most = Seconds(std::stod(value)); }},
          {"--prefix", [&](const std::string& value) { arguments.prefix = value; }},
          {"--suffix", [&](const std::string& value) { arguments.suffix = value; }},
          {"--skip", [&](const std::string& value) { arguments.skip = std::stoul(value); }},
          {"--take", [&](const std::string& value) { arguments.take = std::stoul(value); }},
          {"--count", [&](const std::string& value) { load.counts = value; }},
          {"--times", [&](const std::string& value) { arguments.times = value; }}};
}

Arguments parse_arguments(const std::vector<std::string>& words) {
  Arguments arguments;
  const auto options = options_of(arguments);
  for (auto word = words.begin(); word != words.end(); ++word) {
    const auto option = options.find(*word);
    if (*word == "--repeat") {
      arguments.load.repeats = true;
    } else if (*word == "--gzip") {
      arguments.load.takes_gzip = true;
    } else if (option != options.end() && word + 1 != words.end()) {
      option->second(*++word);
    } else if (!word->starts_with("--") && arguments.file.empty()) {
      arguments.file = *word;
    } else {
      throw std::invalid_argument(*word);
    }
  }
  if (arguments.load.port == 0 || arguments.file.empty()) throw std::invalid_argument("--port, FILE");
  return arguments;
}

std::vector<std::string> load_paths(const Arguments& arguments) {
  std::vector<std::string> paths;
  std::ifstream stream(arguments.file);
  std::size_t number = 0;
  for (std::string line; paths.size() < arguments.take && std::getline(stream, line); ++number) {
    if (number >= arguments.skip) paths.push_back(arguments.prefix + line + arguments.suffix);
  }
  if (paths.empty()) throw std::runtime_error(arguments.file + ": no path to ask for");
  return paths;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)))];
}

Json summary(const Load& load) {
  std::vector<double> times;
  std::size_t bytes = 0;
  std::size_t largest = 0;
  std::size_t found = 0;
  Json statuses = Json::object();
  for (const Exchange& exchange : load.exchanges) {
    times.push_back(exchange.time.count());
    bytes += exchange.bytes;
    largest = std::max(largest, exchange.bytes);
    found += exchange.found;
    const std::string status = std::to_string(exchange.status);
    statuses[status] = statuses.value(status, 0) + 1;
  }
  std::sort(times.begin(), times.end());
  const auto answers = static_cast<double>(times.size());
  return {{"answers", times.size()},
          {"refusal", load.refusal},
          {"statuses", statuses},
          {"seconds", load.took.count()},
          {"rate", answers / load.took.count()},
          {"p50_us", quantile(times, 0.5)},
          {"p99_us", quantile(times, 0.99)},
          {"worst_us", times.back()},
          {"mean_bytes", static_cast<double>(bytes) / answers},
          {"largest_bytes", largest},
          {"mean_found", static_cast<double>(found) / answers}};
}

void write_times(const std::string& file, const Load& load, const std::vector<std::string>& paths) {
  std::ofstream stream(file);
  for (const Exchange& exchange : load.exchanges) {
    stream << paths[exchange.path] << '\t' << exchange.status << '\t' << exchange.bytes << '\t'
           << exchange.found << '\t' << exchange.time.count() << '\n';
  }
}

void run(const Arguments& arguments) {
  const std::vector<std::string> paths = load_paths(arguments);
  const Load load = run_load(arguments.load, paths);
  if (!arguments.times.empty()) write_times(arguments.times, load, paths);
  std::cout << summary(load).dump() << '\n';
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  try {
    photomap::run(photomap::parse_arguments({argv + 1, argv + argc}));
  } catch (const std::invalid_argument& error) {
    std::cerr << "photomap_bench_load: " << error.what() << " can't be understood\n" << photomap::kUsage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "photomap_bench_load: " << error.what() << '\n';
    return 1;
  }
}
