// A handful of photos of which every kind of property differs, and what filters find of them.
#pragma once

#include "geo/queryables.hpp"
#include "geo/store.hpp"

#include <set>
#include <string>
#include <string_view>

namespace photomap {

using Ids = std::set<std::int64_t>;

/// Six photos, 1 to 6: see the file.
PhotoStore make_cql2_store();

Ids find_by_text(const PhotoStore& store, std::string_view filter, const GeometryCrs& crs = {});
Ids find_by_json(const PhotoStore& store, std::string_view filter);

/// What a filter is told is wrong with it; empty where nothing is.
std::string error_of_text(std::string_view filter);
std::string error_of_json(std::string_view filter);

}  // namespace photomap
