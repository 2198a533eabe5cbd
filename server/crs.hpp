// Reference systems by their URIs, after OGC API - Features - Part 2 (18-058r1).
#pragma once

#include "geo/coordinates.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace photomap {

inline constexpr std::string_view kCrs84Uri = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// Those that collections list, CRS84 first: latitude and longitude, Web Mercator, UTM 39N to 45N.
inline constexpr std::array<Crs, 10> kListedSystems{
    {{0}, {4326}, {3857}, {32639}, {32640}, {32641}, {32642}, {32643}, {32644}, {32645}}};

/// "http://www.opengis.net/def/crs/EPSG/0/4326"
std::string crs_uri(Crs crs);

/// Empty for what is no URI of CRS84 or of a code of EPSG, be there such a code or not.
std::optional<Crs> find_crs(std::string_view uri);

}  // namespace photomap
