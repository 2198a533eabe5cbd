// A source that can't be read as a whole: nothing of it is stored.
#pragma once

#include <stdexcept>
#include <string>

namespace photomap {

/// what() is "FILE:LINE: what is wrong; what to do".
class SourceError : public std::runtime_error {
 public:
  SourceError(const std::string& name, int line, const std::string& message)
      : std::runtime_error(name + ":" + std::to_string(line) + ": " + message) {}
};

}  // namespace photomap
