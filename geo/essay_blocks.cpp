#include "geo/essay_blocks.hpp"

#include "geo/credit.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kLongestBrokenLine = 120;  // code points; what is longer was not broken by hand

struct Line {
  int number = 0;
  std::string_view text;  // trimmed, never empty
  bool blank_above = false;
  std::size_t width = 0;  // in code points
  std::optional<CreditedText> parts;
};

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  bool blank_above = false;
  for (const auto& [number, raw] : split_lines(text)) {
    const auto trimmed = trim(raw);
    if (!trimmed.empty())
      lines.push_back({number, trimmed, blank_above, count_code_points(trimmed), split_credit(trimmed)});
    blank_above = trimmed.empty();
  }
  return lines;
}

// A title or a caption goes on after these.
bool ends_open(std::string_view text) {
  const auto signs = {":", ",", "-", "–", "—"};
  return std::any_of(signs.begin(), signs.end(), [&](const char* sign) { return text.ends_with(sign); });
}

// The width that a text was wrapped to, 0 if it was not. Three lines that are nearly full and go on in lower
// case are proof.
std::size_t find_wrap_width(const std::vector<Line>& lines) {
  std::size_t widest = 0;
  for (const Line& line : lines) widest = std::max(widest, line.width);
  if (widest > kLongestBrokenLine) return 0;
  int proofs = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const bool full = lines[i].width + 25 >= widest;
    if (full && !lines[i].parts && !lines[i + 1].blank_above && starts_small(lines[i + 1].text)) ++proofs;
  }
  return proofs >= 3 ? widest : 0;
}

// True if `next` goes on where `line` was broken.
bool continues(const Line& line, const Line& next, std::size_t wrap_width) {
  if (next.blank_above || line.width > kLongestBrokenLine) return false;
  const auto first_word = next.text.substr(0, next.text.find(' '));
  const bool full = wrap_width > 0 && line.width + 1 + count_code_points(first_word) > wrap_width;
  // Only a wrapped credit goes on: "... Photo: Oyuna" / "Baldakova/May-2023".
  if (line.parts) return full && !next.parts && !parse_credit(line.parts->credit).taken;
  if (next.parts && next.parts->caption.empty()) return false;
  return full || ends_open(line.text) || (starts_small(next.text) && !ends_sentence(line.text));
}

std::vector<Block> join_lines(const std::vector<Line>& lines) {
  const std::size_t wrap_width = find_wrap_width(lines);
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && continues(lines[i - 1], lines[i], wrap_width)) {
      blocks.back().text.append(" ").append(lines[i].text);
    } else {
      blocks.push_back({lines[i].number, std::string(lines[i].text), std::nullopt});
    }
  }
  return blocks;
}

// Takes the credits off; one on a line of its own goes to the text above.
std::vector<Block> find_captions(std::vector<Block> blocks) {
  std::vector<Block> found;
  for (Block& block : blocks) {
    if (const auto parts = split_credit(block.text)) {
      block.credit = parts->credit;
      block.text = std::string(parts->caption);
    }
    if (block.text.empty() && !found.empty() && !found.back().credit) {
      found.back().credit = std::move(block.credit);
    } else {
      found.push_back(std::move(block));
    }
  }
  return found;
}

}  // namespace

std::vector<Block> read_blocks(std::string_view text) {
  return find_captions(join_lines(read_lines(text)));
}

bool ends_sentence(std::string_view text) {
  constexpr std::u32string_view kClosing = U"\"'”’»)]";
  while (!text.empty() && kClosing.find(last_code_point(text).value) != kClosing.npos)
    text.remove_suffix(last_code_point(text).size);
  return text.ends_with('.') || text.ends_with("…") || text.ends_with("。");
}

bool starts_small(std::string_view text) {
  return is_lower_case(first_code_point(text).value);
}

}  // namespace photomap
