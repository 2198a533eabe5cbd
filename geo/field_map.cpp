#include "geo/field_map.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace photomap {

namespace {

constexpr std::array<std::string_view, 16> kFields{
    "caption", "essay",     "essay_title", "intro", "credit",        "date",     "taken_start", "taken_end",
    "id",      "image_url", "lon",         "lat",   "uncertainty_m", "position", "licence",     "source_url"};

bool is_same(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

bool is_field_of_records(std::string_view name) {
  return std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

std::string FieldMap::add(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs = pairs_;
  for (std::string_view rest = text; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    const std::string_view pair = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const auto sign = std::min(pair.find('='), pair.size());
    const std::string_view ours = trim(pair.substr(0, sign));
    const std::string_view theirs = trim(pair.substr(std::min(sign + 1, pair.size())));
    if (ours.empty() || theirs.empty())
      return fmt::format("{} is no pair; write our name, = and theirs, as in caption=title", quote(pair));
    if (!is_field_of_records(ours))
      return fmt::format("{} is none of {}", quote(ours), fmt::join(kFields, ", "));
    for (const auto& [one, other] : pairs) {
      if (one == ours || is_same(other, theirs))
        return fmt::format("{} stands twice", quote(one == ours ? ours : theirs));
    }
    pairs.emplace_back(ours, theirs);
  }
  pairs_ = std::move(pairs);
  return {};
}

std::string_view FieldMap::ours(std::string_view theirs) const {
  for (const auto& [ours, name] : pairs_) {
    if (is_same(name, theirs)) return ours;
  }
  const bool is_taken = std::any_of(pairs_.begin(), pairs_.end(),
                                    [&](const auto& pair) { return is_same(pair.first, theirs); });
  return is_taken ? std::string_view() : theirs;
}

std::string_view FieldMap::theirs(std::string_view ours) const {
  const auto found =
      std::find_if(pairs_.begin(), pairs_.end(), [&](const auto& pair) { return pair.first == ours; });
  return found == pairs_.end() ? ours : std::string_view(found->second);
}

}  // namespace photomap
