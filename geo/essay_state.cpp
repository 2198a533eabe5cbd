#include "geo/essay_state.hpp"

namespace photomap {

namespace {

constexpr Meters kAround =
    Meters::kilometers(30);  // a venue this near, in the same country, speaks for a town

}  // namespace

bool is_placed_in(const PhotoState& photo, const Place& place) {
  const Place& own = photo.placement.places.front().place;
  const bool around = may_lie_within(own, place) || distance(own.location, place.location) <= kAround;
  return around && (place.country.empty() || own.country == place.country);
}

}  // namespace photomap
