// Why a name was taken for a place: the words for people.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/resolver.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// "at", "towards", ...: the role as the docs name it.
std::string_view role_name(Role role);

/// "Paris, Lamar County, Texas, United States".
std::string name_with_surroundings(const Gazetteer& gazetteer, PlaceNumber place, std::string_view language);

/// "Paris, Texas, United States; for it: its main name, other places of the text".
std::string describe_meaning(const Gazetteer& gazetteer, const Meaning& meaning);

}  // namespace photomap
