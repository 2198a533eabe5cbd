#include "geo/essay_headings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr Meters kCoarse = Meters::kilometers(200);  // from here on a place says less than the essay's own

bool is_coarse(const Place& place) {
  return place.uncertainty >= kCoarse;
}

// How the places that captions name lie to the essay's own.
struct Scatter {
  int inside = 0;   // photos
  int outside = 0;  // photos
  std::set<std::string> places_outside;
  std::vector<Meters> distances;  // of those in the same country, from the essay's best place

  // Three in four of them: one caption from the capital does not speak for the others.
  Meters reach() {
    if (distances.empty()) return {};
    std::sort(distances.begin(), distances.end());
    return distances[distances.size() * 3 / 4];
  }
};

Scatter measure_scatter(const EssayState& essay) {
  Scatter scatter;
  const Place& heart = essay.placement.places.front().place;
  for (const PhotoState& photo : essay.photos) {
    if (!photo.placement || is_coarse(photo.placement.places.front().place)) continue;
    const Place& own = photo.placement.places.front().place;
    const bool is_inside =
        std::any_of(essay.placement.places.begin(), essay.placement.places.end(),
                    [&](const Meaning& meaning) { return is_placed_in(photo, meaning.place); });
    ++(is_inside ? scatter.inside : scatter.outside);
    if (is_inside) continue;
    scatter.places_outside.insert(own.id);
    if (own.country == heart.country) scatter.distances.push_back(distance(heart.location, own.location));
  }
  return scatter;
}

// The country, or the like, that a heading names around the essay's best place.
Placement place_by_wide_headings(const EssayState& essay) {
  const Place& heart = essay.placement.places.front().place;
  for (const auto& [heading, where] : {std::pair{&essay.title, "title"}, std::pair{&essay.intro, "intro"}}) {
    std::vector<ResolvedMention> wide;
    std::copy_if(heading->mentions.begin(), heading->mentions.end(), std::back_inserter(wide),
                 [&](const ResolvedMention& mention) {
                   return is_coarse(mention.best()) && may_lie_within(heart, mention.best());
                 });
    if (Placement placement = place_by_heading(wide, where)) return placement;
  }
  return {};
}

void refine(Placement& placement, const Placement& by_headings) {
  std::vector<Meaning> inside;
  for (const Meaning& meaning : by_headings.places) {
    if (!is_coarse(meaning.place) && may_lie_within(meaning.place, placement.places.front().place))
      inside.push_back(meaning);
  }
  if (inside.empty()) return;
  normalise_shares(inside);
  placement.places = std::move(inside);
  placement.trust = std::min(placement.trust, by_headings.trust);
  placement.margin = by_headings.margin;
  placement.reason += "; " + by_headings.reason;
}

}  // namespace

Placement place_by_headings(const EssayState& essay) {
  Placement by_title = place_by_heading(essay.title.mentions, "title");
  Placement by_intro = place_by_heading(essay.intro.mentions, "intro");
  if (!by_title || !by_intro) return by_title ? by_title : by_intro;
  const Place& of_title = by_title.places.front().place;
  const bool refined =
      is_coarse(of_title) &&
      std::all_of(by_intro.places.begin(), by_intro.places.end(), [&](const Meaning& meaning) {
        return !is_coarse(meaning.place) && may_lie_within(meaning.place, of_title);
      });
  return refined ? by_intro : by_title;
}

void add_confirmed_places_of_intro(EssayState& essay) {
  constexpr std::ptrdiff_t kWitnesses = 2;
  Placement& placement = essay.placement;
  if (!placement) return;
  const Placement known = placement;
  for (Meaning& meaning : place_by_heading(essay.intro.mentions, "intro").places) {
    const Place& place = meaning.place;
    const bool is_known = std::any_of(known.places.begin(), known.places.end(), [&](const Meaning& other) {
      return may_lie_within(place, other.place) || may_lie_within(other.place, place);
    });
    const std::ptrdiff_t witnesses = std::count_if(
        essay.photos.begin(), essay.photos.end(),
        [&](const PhotoState& photo) { return photo.by_own_words && is_placed_in(photo, place); });
    if (is_known || is_coarse(place) || witnesses < kWitnesses) continue;
    placement.reason += fmt::format("; the intro and captions name {}, too", place.name);
    meaning.share = known.places.front().share;
    placement.places.push_back(std::move(meaning));
  }
  normalise_shares(placement.places);
}

void widen_scattered_headings(EssayState& essay) {
  Placement& placement = essay.placement;
  if (!placement || is_coarse(placement.places.front().place)) return;
  Scatter scatter = measure_scatter(essay);
  const int inside = scatter.inside;
  const int outside = scatter.outside;
  if (outside <= inside || scatter.places_outside.size() <= placement.places.size() + 1) return;
  if (Placement wide = place_by_wide_headings(essay)) {
    placement = std::move(wide);
  } else {
    placement.margin = scatter.reach();
    placement.trust *= static_cast<double>(inside + 1) / (inside + outside + 1);
    placement.reason += "; most captions name other places, the circle reaches them";
  }
}

void refine_by_headings(EssayState& essay) {
  for (PhotoState& photo : essay.photos) {
    if (photo.placement && is_coarse(photo.placement.places.front().place))
      refine(photo.placement, essay.placement);
  }
}

}  // namespace photomap
