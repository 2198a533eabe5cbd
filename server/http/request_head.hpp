// Which request heads cpp-httplib gets to see, and how much of them. Its parser (0.11.4) skips lines it does
// not understand and has no bounds: a door for request smuggling and for filling the memory.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace photomap {

/// A head that follows RFC 9112 to the letter.
struct CheckedHead {
  std::string text;             ///< without the fields that cpp-httplib would act upon against our will
  std::string accept_encoding;  ///< one of those, needed later
  bool close = false;           ///< the connection ends with this request
};

struct Refusal {
  int status = 400;
  std::string detail;
};

/// `bytes`: as an Answerer gets them.
std::variant<CheckedHead, Refusal> check_head(std::string_view bytes);

/// ASCII only, as HTTP wants it.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace photomap
