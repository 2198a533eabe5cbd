// JSON written straight into a text, for answers of thousands of features: nothing is built first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>

namespace photomap {

/// Appends to a text that the caller keeps and leaves alone meanwhile: what is written is there after
/// flush(), or when this ends. It is JSON where the calls are those of a JSON text.
class JsonText {
 public:
  explicit JsonText(std::string& text) : text_(text) {}
  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;
  /// Throws where there is no memory, as every other function.
  ~JsonText() noexcept(false) {
    if (std::uncaught_exceptions() == 0) flush();
  }

  /// JSON as it stands.
  JsonText& raw(std::string_view json) {
    if (json.size() > room()) return raw_in_a_full_buffer(json);
    std::memcpy(buffer_.data() + size_, json.data(), json.size());
    size_ += json.size();
    return *this;
  }
  /// Bytes that are no UTF-8 become U+FFFD.
  JsonText& string(std::string_view text);
  JsonText& integer(std::int64_t value);
  /// With so many decimals, those that are zero at the end left out; `decimals` up to 9, |value| below 1e9.
  JsonText& number(double value, int decimals);

  void flush();

 private:
  std::size_t room() const { return buffer_.size() - size_; }
  /// Of so many bytes, not more than the buffer has.
  char* with_room(std::size_t bytes) {
    if (bytes > room()) flush();
    return buffer_.data() + size_;
  }
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - buffer_.data()); }
  JsonText& raw_in_a_full_buffer(std::string_view json);

  std::string& text_;
  std::size_t size_ = 0;
  // Most pieces are a few bytes, for which a string that may grow takes longer than for the bytes.
  std::array<char, 2048> buffer_;
};

}  // namespace photomap
