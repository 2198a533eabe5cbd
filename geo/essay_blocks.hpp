// The lines of an essay text, put together where they were broken by hand or wrapped to a width.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// A title, a paragraph or a caption.
struct Block {
  int line = 0;                       ///< 1-based, where it starts
  std::string text;                   ///< without its credit
  std::optional<std::string> credit;  ///< what makes it a caption
};

/// The blocks of a UTF-8 text in order; blank lines are in none. A credit below its caption belongs to it, so
/// only a caption without any text above it is empty.
std::vector<Block> read_blocks(std::string_view text);

/// True if a text ends in a full stop or "…", closing quotes and brackets aside.
bool ends_sentence(std::string_view text);

bool starts_small(std::string_view text);

}  // namespace photomap
