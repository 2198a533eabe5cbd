// Clients that ask a server on this machine over connections that stay open.
#pragma once

#include "tests/bench/measure.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace photomap {

using Seconds = std::chrono::duration<double>;

struct LoadOptions {
  int port = 0;
  std::size_t clients = 8;
  Seconds at_most{10};   ///< after that no more is asked
  bool repeats = false;  ///< asks the paths again and again until then; otherwise once
  bool takes_gzip = false;
  std::string counts;  ///< each body is searched for this text
};

struct Exchange {
  std::size_t path = 0;  ///< its number in the list
  int status = 0;
  std::size_t bytes = 0;  ///< of the body, as sent
  std::size_t found = 0;  ///< how often `counts` stands in it
  Micros time{};          ///< from before the request is written until the body is there
};

struct Load {
  std::vector<Exchange> exchanges;
  Seconds took{};
  std::string refusal;  ///< the path and the body of the first answer from status 400 up
};

/// Each client asks for the next path of the list as soon as it has its answer; one thread drives them all.
/// Throws std::runtime_error where a connection breaks, where an answer has no Content-Length, and where none
/// comes for a minute.
Load run_load(const LoadOptions& options, const std::vector<std::string>& paths);

}  // namespace photomap
