// The target of a request: "/a%20b?x=1" to a path and parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct QueryParameter {
  std::string name;
  std::string value;
};

struct Target {
  std::string path;
  std::vector<QueryParameter> query;
};

/// Origin form, absolute form or "*" (RFC 9112, 3.2). Empty for others, and where decoding fails or gives a
/// control character, but for tabs and ends of lines in the value of a parameter.
std::optional<Target> parse_target(std::string_view text);

/// Letters, digits and "-._~/,:" as they are, all else as %XX.
std::string percent_encode(std::string_view text);

}  // namespace photomap
