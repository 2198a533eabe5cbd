// JSON of a filter: its syntax, numbers and GeoJSON geometries. Each throws Cql2Error that says where.
#pragma once

#include "geo/cql2_geometry.hpp"
#include "geo/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace photomap {

Json parse_json(std::string_view text);
std::vector<double> read_numbers(const Json& json, const std::string& where);
/// As told, whatever the reference system (RFC 7946, 3.1).
Geometry read_geojson(const Json& json, const std::string& where);

}  // namespace photomap
