// The export: stored photos to a file that other programs read.
#pragma once

#include "geo/photo.hpp"
#include "geo/store.hpp"

#include <cstdint>
#include <ostream>

namespace photomap {

/// A FeatureCollection (RFC 7946), a feature a line, with attribution and dataset version as foreign members.
/// Returns the number of photos. Memory does not grow with them.
std::int64_t export_geojson(const PhotoStore& store, const PhotoQuery& query, std::ostream& out);

}  // namespace photomap
