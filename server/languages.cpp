#include "server/languages.hpp"

#include "server/weights.hpp"

#include <algorithm>

namespace photomap {

namespace {

constexpr std::size_t kMostLanguages = 16;
constexpr std::size_t kLongestTag = 35;  // RFC 5646, 4.4.1

bool is_language_tag(std::string_view text) {
  const auto is_part_of_tag = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return text.size() >= 2 && text.size() <= kLongestTag &&
         std::all_of(text.begin(), text.end(), is_part_of_tag);
}

/// "zh_CN" is "zh-cn".
std::string normal_tag(std::string_view text) {
  std::string tag(text);
  for (char& c : tag) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (c == '_') c = '-';
  }
  return tag;
}

void add_once(Languages& languages, std::string tag) {
  if (languages.size() < kMostLanguages &&
      std::find(languages.begin(), languages.end(), tag) == languages.end())
    languages.push_back(std::move(tag));
}

bool is_called_so_in(const Gazetteer& gazetteer, PlaceNumber place, std::string_view text,
                     std::string_view language) {
  const auto names = gazetteer.names(place);
  return std::any_of(names.begin(), names.end(),
                     [&](const PlaceName& name) { return name.language == language && name.text == text; });
}

}  // namespace

Languages parse_languages(std::string_view accept_language) {
  auto wanted = parse_weighted_list(accept_language);
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const WeightedName& a, const WeightedName& b) { return a.weight > b.weight; });
  Languages languages;
  for (const auto& [name, weight] : wanted) {
    const std::string tag = normal_tag(name);
    if (weight == 0 || !is_language_tag(tag)) continue;
    add_once(languages, tag);
    add_once(languages, tag.substr(0, tag.find('-')));
  }
  return languages;
}

std::string_view name_in(const Gazetteer& gazetteer, PlaceNumber place, const Languages& languages) {
  const std::string_view main = gazetteer.text(gazetteer.row(place).name);
  for (const std::string& language : languages) {
    const std::string_view name = gazetteer.display_name(place, language);
    if (name != main || language == "en" || is_called_so_in(gazetteer, place, main, language)) return name;
  }
  return main;
}

}  // namespace photomap
