// The languages of a reader, and what places are called in them.
#pragma once

#include "geo/gazetteer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// BCP 47, in small letters, the best liked first; each regional one is followed by the language itself:
/// "zh-cn", "zh".
using Languages = std::vector<std::string>;

/// The value of an Accept-Language header, or languages parted by commas. What is no language is left out.
Languages parse_languages(std::string_view accept_language);

/// The name in the first of the languages in which the place has one; else as it is called there and in
/// English.
std::string_view name_in(const Gazetteer& gazetteer, PlaceNumber place, const Languages& languages);

}  // namespace photomap
