// Well-known text and BBOX in the text of a filter.
#pragma once

#include "geo/cql2.hpp"
#include "geo/cql2_scanner.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace photomap {

/// What follows the word `tag`, in small letters; empty where that begins no geometry. Throws Cql2Error.
std::optional<Cql2Node> take_wkt(std::string_view tag, Cql2Scanner& scanner, const GeometryCrs& crs,
                                 const std::string& where);

}  // namespace photomap
