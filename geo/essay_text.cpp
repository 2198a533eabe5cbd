// How an essay text is read:
//   lines   -> blocks  those broken by hand or wrapped are put together, credits taken off: geo/essay_blocks;
//   blocks  -> roles   what stands between two captions is a heading if it holds a title: find_title();
//                      in a run of captions it can only be a caption without its credit: is_lost_caption();
//   roles   -> essays  each from its title to the next one: add_essay().
#include "geo/essay_text.hpp"

#include "geo/credit.hpp"
#include "geo/essay_blocks.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::string_view kGoodForm = "; write it like \"Market in Samarkand. Photo: Jane Doe/May-2023\"";
constexpr std::size_t kLongestTitle = 120;  // code points; what is longer is an intro, full stop or not
constexpr std::ptrdiff_t kMostTitleWords = 15;

// ---- roles ----

enum class Role { kLeftOut, kTitle, kIntro, kCaption, kLostCaption };

struct Part {
  Block block;
  Role role = Role::kLeftOut;
};

using Gap = std::span<Part>;  // what stands between two captions

bool is_paragraph(const Part& part) {
  return ends_sentence(part.block.text) || count_code_points(part.block.text) > kLongestTitle;
}

// All in capitals: "VISUAL ESSAYS". A section of the web page, unless nothing else can be the title.
bool is_label(const Part& part) {
  if (is_paragraph(part)) return false;
  const std::u32string text = decode(part.block.text);
  return std::none_of(text.begin(), text.end(), is_lower_case) &&
         std::count_if(text.begin(), text.end(), is_upper_case) >= 2;
}

// In a run of captions a paragraph can only be a caption that lacks its credit, and so can a line that begins
// small or runs on as no title does.
bool is_lost_caption(const Part& part) {
  const std::string& text = part.block.text;
  const bool runs_on = std::count(text.begin(), text.end(), ' ') >= kMostTitleWords;
  return is_paragraph(part) || (text.find(':') == text.npos && (starts_small(text) || runs_on));
}

// The last part before `end` that is neither a label nor a paragraph, if there are only labels between.
std::optional<std::size_t> find_short_line(Gap gap, std::size_t end) {
  while (end > 0 && is_label(gap[end - 1])) --end;
  return end > 0 && !is_paragraph(gap[end - 1]) ? std::optional(end - 1) : std::nullopt;
}

// The title stands before the paragraphs of the intro, with at most a label between. An intro of a few words
// without a full stop looks like a title too: of two such lines the first is the title.
std::optional<std::size_t> find_title(Gap gap, bool in_essay) {
  std::size_t end = gap.size();
  while (end > 0 && is_paragraph(gap[end - 1])) --end;
  const auto title = find_short_line(gap, end);
  if (!title) return end > 0 ? std::optional(end - 1) : std::nullopt;
  if (*title + 1 < gap.size()) return title;
  const auto is_lost = [&](std::size_t at) { return in_essay && is_lost_caption(gap[at]); };
  const auto before = find_short_line(gap, *title);
  if (before && !is_lost(*before)) return before;
  return is_lost(*title) ? std::nullopt : title;
}

void give_roles_in_gap(Gap gap, bool in_essay) {
  const auto title = find_title(gap, in_essay);
  const std::size_t intro = title ? *title + 1 : in_essay ? gap.size() : 0;
  for (Part& part : gap.first(intro))
    part.role = in_essay && is_lost_caption(part) ? Role::kLostCaption : Role::kLeftOut;
  for (Part& part : gap.subspan(intro)) part.role = is_label(part) ? Role::kLeftOut : Role::kIntro;
  if (title) gap[*title].role = Role::kTitle;
}

// What follows the last caption is left out.
void give_roles(std::vector<Part>& parts) {
  auto gap = parts.begin();
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    if (!part->block.credit) continue;
    give_roles_in_gap(Gap(gap, part), gap != parts.begin());
    part->role = Role::kCaption;
    gap = part + 1;
  }
}

// ---- essays ----

void reject(SourceDocument& document, const Block& block, const std::string& fault) {
  document.rejected.push_back({block.line, fault + std::string(kGoodForm)});
}

void note(SourceDocument& document, const Block& block) {
  document.notes.push_back({block.line, "no part of an essay: " + quote(block.text)});
}

std::string find_fault(const std::string& caption, const Credit& credit) {
  if (caption.empty()) return "no caption before " + quote("Photo: " + credit.name);
  if (!credit.bad_date.empty()) return "can't read " + quote(credit.bad_date) + " as one date";
  if (credit.name.empty()) return "no name after \"Photo:\" of " + quote(caption);
  return {};
}

void add_caption(SourceDocument& document, EssayRecord& essay, const Block& block) {
  const Credit credit = parse_credit(*block.credit);
  const std::string fault = find_fault(block.text, credit);
  if (!fault.empty()) return reject(document, block, fault);
  PhotoRecord photo;
  photo.caption = block.text;
  photo.line = block.line;
  photo.credit = credit.name;
  photo.taken = credit.taken;
  if (essay.line == 0) essay.line = photo.line;
  essay.photos.push_back(std::move(photo));
}

// An essay is kept for its photos; without one its heading is text left out.
void add_essay(SourceDocument& document, std::span<const Part> parts, const std::string& untitled) {
  EssayRecord essay;
  essay.title = untitled;
  for (const auto& [block, role] : parts) {
    switch (role) {
      case Role::kTitle:
        essay.title = block.text;
        essay.line = block.line;
        break;
      case Role::kIntro: essay.intro += (essay.intro.empty() ? "" : "\n\n") + block.text; break;
      case Role::kCaption: add_caption(document, essay, block); break;
      case Role::kLostCaption:
        reject(document, block, "no \"Photo: NAME\" at the end of " + quote(block.text));
        break;
      case Role::kLeftOut: note(document, block); break;
    }
  }
  if (!essay.photos.empty()) return document.essays.push_back(std::move(essay));
  for (const auto& [block, role] : parts) {
    if (role == Role::kTitle || role == Role::kIntro) note(document, block);
  }
}

SourceDocument build_document(const std::vector<Part>& parts, const std::string& untitled) {
  SourceDocument document;
  const auto is_title = [](const Part& part) { return part.role == Role::kTitle; };
  for (auto begin = parts.begin(); begin != parts.end();) {
    const auto end = std::find_if(begin + 1, parts.end(), is_title);
    add_essay(document, {begin, end}, untitled);
    begin = end;
  }
  const auto by_line = [](const Rejection& a, const Rejection& b) { return a.line < b.line; };
  std::stable_sort(document.notes.begin(), document.notes.end(), by_line);
  return document;
}

}  // namespace

SourceDocument parse_essay_text(std::string_view text, const std::string& name) {
  std::vector<Part> parts;
  for (Block& block : read_blocks(require_utf8(text, name))) parts.push_back({std::move(block)});
  give_roles(parts);
  if (std::none_of(parts.begin(), parts.end(), [](const Part& p) { return p.role == Role::kCaption; })) {
    throw SourceError(name, 1, "no photo caption; end each caption with its credit" + std::string(kGoodForm));
  }
  return build_document(parts, std::filesystem::path(name).stem().string());
}

}  // namespace photomap
