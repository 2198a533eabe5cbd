// JSON written straight into a text, for answers of thousands of features: nothing is built first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace photomap {

/// Appends to a text that the caller keeps. What is written is JSON where the calls are those of a JSON text.
class JsonText {
 public:
  explicit JsonText(std::string& text) : text_(text) {}

  /// JSON as it stands.
  JsonText& raw(std::string_view json);
  /// Bytes that are no UTF-8 become U+FFFD.
  JsonText& string(std::string_view text);
  JsonText& integer(std::int64_t value);
  /// With so many decimals, those that are zero at the end left out; `decimals` up to 9, |value| below 1e9.
  JsonText& number(double value, int decimals);

 private:
  std::string& text_;
};

}  // namespace photomap
