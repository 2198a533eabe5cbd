// Many sources, one list of places: what several of them hold becomes one place, and each knows what contains
// it.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/gazetteer_sources.hpp"

#include <vector>

namespace photomap {

struct MergedPlace {
  SourcePlace source;
  PlaceNumber parent = kNoPlace;  ///< its position in the list
};

/// The project's own places describe what they share with others; GeoNames' row with an id describes what it
/// shares with one without. Costly. Throws as the loaders of geo/gazetteer_sources do.
std::vector<MergedPlace> merge_sources(const GazetteerSources& sources, const BuildProgress& progress);

}  // namespace photomap
