// What the other photos of an essay say of one that its own caption does not place. Steps of geo/geocoder.
#pragma once

#include "geo/essay_state.hpp"
#include "geo/placement.hpp"

#include <cstddef>
#include <vector>

namespace photomap {

/// Weighs the places that the photo at `index` has from the headings: all stay possible; the photos around it
/// and of its month say which is likelier, and so does where it is bound for.
void weigh_by_neighbours(const std::vector<PhotoState>& photos, std::size_t index, Placement& placement);

/// Where the nearest photos before and after the one at `index` are that their captions place: an essay goes
/// from place to place, and names each where it gets there. Empty where neither is placed closely.
Placement place_by_sequence(const std::vector<PhotoState>& photos, std::size_t index);

/// Wherever photos are by their own words; empty where none is.
Placement place_by_all_photos(const std::vector<PhotoState>& photos);

}  // namespace photomap
