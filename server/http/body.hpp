// The bytes of an answer, shared by all who keep or send them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace photomap {

/// Never changes, so that any number of threads may hold it; a copy is one more holder, not more bytes.
class Body {
 public:
  Body() = default;
  Body(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}

  std::string_view view() const { return text_ ? std::string_view(*text_) : std::string_view(); }
  std::size_t size() const { return view().size(); }
  /// How much memory it takes.
  std::size_t allocated() const { return text_ ? text_->capacity() : 0; }

 private:
  std::shared_ptr<const std::string> text_;
};

}  // namespace photomap
