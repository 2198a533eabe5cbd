// How an essay text is read:
//   lines     split_lines, trimmed, those that are blank dropped but remembered;
//   blocks    a line, or several that were broken by hand: see continues();
//   captions  a block that ends in a credit is a caption: see find_credit() and read_credit();
//   essays    the text between two captions is a heading if it holds a title: see find_heading();
//             in a run of captions it can only be a caption without its credit.
#include "geo/essay_text.hpp"

#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::string_view kGoodForm = "write it like \"Market in Samarkand. Photo: Jane Doe/May-2023\"";

// Lengths in code points, but for kLongestCredit.
constexpr std::size_t kLongestTitle =
    120;  // what is longer is an intro, whether or not it ends in a full stop
constexpr std::size_t kLongestBrokenLine = 120;  // what is longer was not broken by hand
constexpr std::size_t kLongestCredit = 400;      // bytes; "Photo:" with more behind it stands in mid-text

// ---- credits ----

struct CreditMark {
  std::string_view before;  // the caption
  std::string_view after;   // name and date
};

// "Crédit photo :" begins before its "photo".
std::string_view without_credit_word(std::string_view before) {
  std::string_view rest = trim_end(before);
  const std::size_t end = rest.size();
  while (ends_in_word(rest)) rest.remove_suffix(last_code_point(rest).size);
  std::string_view word = before.substr(rest.size(), end - rest.size());
  return eat_any(word, {"crédits", "crédit", "credits", "credit"}) && word.empty() ? rest : before;
}

std::optional<CreditMark> credit_mark_at(std::string_view text, std::size_t at) {
  std::string_view rest = text.substr(at);
  const std::string_view before = text.substr(0, at);
  if (!eat_any(rest, {"photo", "foto", "фото"}) || ends_in_word(before)) return std::nullopt;
  eat_any(rest, {"s"});
  rest = trim_start(rest);
  if (eat_any(rest, {"credits", "credit"})) rest = trim_start(rest);
  if (eat_any(rest, {":", "："})) return CreditMark{without_credit_word(before), rest};
  // "Photo by X" begins a sentence; "she holds a photo by her mother" does not.
  const bool is_start = text[at] == 'P' || !ends_in_word(trim_end(before));
  if (is_start && eat_any(rest, {"by"}) && is_space(first_code_point(rest).value))
    return CreditMark{before, rest};
  return std::nullopt;
}

// The last "Photo:" of a text, if all behind it is short enough to be a credit.
std::optional<CreditMark> find_credit(std::string_view text) {
  const std::size_t stop = text.size() > kLongestCredit ? text.size() - kLongestCredit : 0;
  for (std::size_t at = text.size(); at-- > stop;) {
    constexpr std::string_view kFirstBytes = "PpFf\xD0\xD1";
    if (kFirstBytes.find(text[at]) == kFirstBytes.npos) continue;
    if (const auto mark = credit_mark_at(text, at)) return mark;
  }
  return std::nullopt;
}

struct Credit {
  std::string name;
  std::optional<DateInterval> taken;
  std::string bad_date;  // what stands for a date and is none
};

// The full stop after "Photo: Jane Doe." ends the sentence; that after "Doe J." or "Ltd." is the name's.
std::string_view without_full_stop(std::string_view name) {
  if (!name.ends_with('.')) return name;
  const auto word = name.substr(name.find_last_of(" .", name.size() - 2) + 1);
  const bool abbreviation = count_code_points(word) == 2 || word == "Jr." || word == "Sr." ||
                            word == "Inc." || word == "Ltd." || word == "Co.";
  return abbreviation ? name : name.substr(0, name.size() - 1);
}

std::string clean_name(std::string_view name) {
  return std::string(without_full_stop(trim_signs(trim(name), "/,;(-")));
}

// A date stands after "/" or "," or in brackets and takes all the rest: "X / May 12, 2023", "X (2023-05-12)",
// "X/05/2023". Of "X/Foo-2023" only the digits tell that a date was meant; "Jane Doe/AFP" is a name.
Credit read_credit(std::string_view text) {
  text = trim(text);
  for (auto at = text.find_first_of("/,("); at != text.npos; at = text.find_first_of("/,(", at + 1)) {
    const auto tail = trim_signs(trim(text.substr(at + 1)), text[at] == '(' ? ")." : ".");
    if (!resembles_date(tail)) continue;
    const auto taken = parse_date(tail);
    return {clean_name(text.substr(0, at)), taken, taken ? "" : std::string(tail)};
  }
  const auto slash = text.rfind('/');
  const auto tail = slash == text.npos ? std::string_view() : trim(text.substr(slash + 1));
  const bool has_digit = tail.find_first_of("0123456789") != tail.npos;
  return {clean_name(has_digit ? text.substr(0, slash) : text), std::nullopt,
          has_digit ? std::string(tail) : ""};
}

// What joins a caption to its credit is part of neither: "Market (Photo: X)", "Market – Photo: X".
CreditMark without_joint(CreditMark mark) {
  mark.before = trim(mark.before);
  mark.after = trim(mark.after);
  const bool bracket = mark.before.ends_with('(') || mark.before.ends_with('[');
  if (bracket) mark.after = trim_signs(mark.after, mark.before.back() == '(' ? ")." : "].");
  mark.before = trim_signs(mark.before, "([|-");
  for (const std::string_view dash : {"–", "—"}) {
    if (mark.before.ends_with(dash))
      mark.before = trim_end(mark.before.substr(0, mark.before.size() - dash.size()));
  }
  return mark;
}

// ---- lines and blocks ----

struct Line {
  int number = 0;
  std::string_view text;  // trimmed, never empty
  bool blank_above = false;
  bool has_credit = false;
  std::size_t width = 0;
};

struct Block {
  int line = 0;
  std::string text;
  bool is_caption = false;
};

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  bool blank_above = false;
  for (const auto& [number, raw] : split_lines(text)) {
    const auto trimmed = trim(raw);
    if (!trimmed.empty()) {
      lines.push_back(
          {number, trimmed, blank_above, find_credit(trimmed).has_value(), count_code_points(trimmed)});
    }
    blank_above = trimmed.empty();
  }
  return lines;
}

bool starts_small(std::string_view text) {
  return is_lower_case(first_code_point(text).value);
}

bool ends_sentence(std::string_view text) {
  // Closing quotes and brackets may follow the full stop.
  while (!text.empty() &&
         std::u32string_view(U"\"'”’»)]").find(last_code_point(text).value) != std::u32string_view::npos) {
    text.remove_suffix(last_code_point(text).size);
  }
  return text.ends_with('.') || text.ends_with("…") || text.ends_with("。");
}

// A title or a caption goes on after these.
bool ends_open(std::string_view text) {
  for (const std::string_view sign : {":", ",", "-", "–", "—"}) {
    if (text.ends_with(sign)) return true;
  }
  return false;
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
    if (full && !lines[i].has_credit && !lines[i + 1].blank_above && starts_small(lines[i + 1].text))
      ++proofs;
  }
  return proofs >= 3 ? widest : 0;
}

// True if `next` goes on where `line` was broken.
bool continues(const Line& line, const Line& next, std::size_t wrap_width) {
  if (next.blank_above || line.width > kLongestBrokenLine) return false;
  const auto first_word = next.text.substr(0, next.text.find(' '));
  const bool full = line.width + 1 + count_code_points(first_word) > wrap_width && wrap_width > 0;
  if (line.has_credit) {
    // Only a wrapped credit goes on: "... Photo: Oyuna" / "Baldakova/May-2023".
    return full && !next.has_credit && !read_credit(find_credit(line.text)->after).taken;
  }
  if (next.has_credit && without_joint(*find_credit(next.text)).before.empty()) return false;
  return full || ends_open(line.text) || (starts_small(next.text) && !ends_sentence(line.text));
}

std::vector<Block> join_lines(const std::vector<Line>& lines) {
  const std::size_t wrap_width = find_wrap_width(lines);
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && continues(lines[i - 1], lines[i], wrap_width)) {
      blocks.back().text.append(" ").append(lines[i].text);
    } else {
      blocks.push_back({lines[i].number, std::string(lines[i].text), false});
    }
  }
  for (Block& block : blocks) block.is_caption = find_credit(block.text).has_value();
  return blocks;
}

// ---- essays ----

// All in capitals: "VISUAL ESSAYS". A section of the web page, unless nothing else can be the title.
bool is_label(std::string_view text) {
  int capitals = 0;
  for (CodePoint c = first_code_point(text); c.size > 0; c = first_code_point(text)) {
    if (is_lower_case(c.value)) return false;
    if (is_upper_case(c.value)) ++capitals;
    text.remove_prefix(c.size);
  }
  return capitals >= 2;
}

// A paragraph, no title.
bool is_body(const Block& block) {
  return ends_sentence(block.text) || count_code_points(block.text) > kLongestTitle;
}

using Gap = std::vector<Block>;  // the text between two captions

// The last block before `end` that is neither a label nor a paragraph, if there are only labels between.
std::optional<std::size_t> find_short_block(const Gap& gap, std::size_t end) {
  while (end > 0 && !is_body(gap[end - 1]) && is_label(gap[end - 1].text)) --end;
  return end > 0 && !is_body(gap[end - 1]) ? std::optional(end - 1) : std::nullopt;
}

// The title stands before the paragraphs of the intro, with at most a label between. An intro of a few words
// without a full stop looks like a title too: of two such lines the first is the title.
std::optional<std::size_t> find_heading(const Gap& gap) {
  std::size_t end = gap.size();
  while (end > 0 && is_body(gap[end - 1])) --end;
  const auto title = find_short_block(gap, end);
  if (!title) return end > 0 ? std::optional(end - 1) : std::nullopt;
  const bool is_last = *title + 1 == gap.size();
  const auto before = is_last ? find_short_block(gap, *title) : std::nullopt;
  return before ? before : title;
}

// Builds the document from its blocks, in their order.
class EssayBuilder {
 public:
  explicit EssayBuilder(std::string untitled) : untitled_(std::move(untitled)) {}

  void add(Block block) {
    if (block.is_caption) {
      add_caption(block);
    } else {
      gap_.push_back(std::move(block));
    }
  }

  SourceDocument finish() {
    for (const Block& block : gap_) note(block);
    close_essay();
    const auto by_line = [](const Rejection& a, const Rejection& b) { return a.line < b.line; };
    std::stable_sort(document_.notes.begin(), document_.notes.end(), by_line);
    return std::move(document_);
  }

 private:
  void add_caption(const Block& block) {
    const CreditMark mark = without_joint(*find_credit(block.text));
    PhotoRecord photo;
    photo.caption = mark.before;
    photo.line = block.line;
    if (photo.caption.empty() && !gap_.empty()) {
      // A credit on a line of its own: the text above it is the caption.
      photo.caption = std::move(gap_.back().text);
      photo.line = gap_.back().line;
      gap_.pop_back();
    }
    read_gap();
    const Credit credit = read_credit(mark.after);
    const std::string fault = find_fault(photo.caption, credit, block.text);
    if (!fault.empty()) return reject(photo.line, fault);
    photo.credit = credit.name;
    photo.taken = credit.taken;
    if (essay_.line == 0) essay_.line = photo.line;
    essay_.photos.push_back(std::move(photo));
  }

  static std::string find_fault(const std::string& caption, const Credit& credit, const std::string& text) {
    if (caption.empty()) return "no caption before " + quote(text);
    if (!credit.bad_date.empty()) return "can't read " + quote(credit.bad_date) + " as one date";
    if (credit.name.empty()) return "no name after \"Photo:\" in " + quote(text);
    return {};
  }

  void read_gap() {
    const Gap gap = std::exchange(gap_, {});
    const auto title = find_heading(gap);
    if (title) {
      for (std::size_t i = 0; i < *title; ++i) leave_out(gap[i]);
      open_essay(gap, *title);
    } else if (!is_open_) {
      open_essay_without_title(gap);
    } else {
      for (const Block& block : gap) leave_out(block);
    }
  }

  void open_essay(const Gap& gap, std::size_t title) {
    close_essay();
    is_open_ = true;
    essay_.title = gap[title].text;
    essay_.line = gap[title].line;
    heading_ = {gap[title]};
    for (std::size_t i = title + 1; i < gap.size(); ++i) {
      if (is_label(gap[i].text) && !is_body(gap[i])) {
        note(gap[i]);
      } else {
        add_to_intro(gap[i]);
      }
    }
  }

  void open_essay_without_title(const Gap& gap) {
    is_open_ = true;
    essay_.title = untitled_;
    for (const Block& block : gap) add_to_intro(block);
  }

  void add_to_intro(const Block& block) {
    if (!essay_.intro.empty()) essay_.intro += "\n\n";
    essay_.intro += block.text;
    heading_.push_back(block);
  }

  // An essay is kept for its photos; without one its heading is text left out.
  void close_essay() {
    if (essay_.photos.empty()) {
      for (const Block& block : heading_) note(block);
    } else {
      document_.essays.push_back(std::move(essay_));
    }
    essay_ = {};
    heading_.clear();
  }

  // Within a run of captions a paragraph can only be a caption that lacks its credit.
  void leave_out(const Block& block) {
    if (is_open_ && is_body(block))
      return reject(block.line, "no \"Photo: NAME\" at the end of " + quote(block.text));
    note(block);
  }

  void reject(int line, const std::string& fault) {
    document_.rejected.push_back({line, fault + "; " + std::string(kGoodForm)});
  }
  void note(const Block& block) {
    document_.notes.push_back({block.line, "no part of an essay: " + quote(block.text)});
  }

  std::string untitled_;
  SourceDocument document_;
  Gap gap_;
  bool is_open_ = false;
  EssayRecord essay_;
  std::vector<Block> heading_;  // the blocks of its title and intro
};

}  // namespace

SourceDocument parse_essay_text(std::string_view text, const std::string& name) {
  std::vector<Block> blocks = join_lines(read_lines(require_utf8(text, name)));
  if (std::none_of(blocks.begin(), blocks.end(), [](const Block& block) { return block.is_caption; })) {
    throw SourceError(name, 1,
                      "no photo caption; end each caption with its credit, and " + std::string(kGoodForm));
  }
  EssayBuilder builder(std::filesystem::path(name).stem().string());
  for (Block& block : blocks) builder.add(std::move(block));
  return builder.finish();
}

}  // namespace photomap
