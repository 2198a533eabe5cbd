#include "geo/essay_surroundings.hpp"

#include "geo/essay_neighbours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr Meters kCloseHeading = Meters::kilometers(60);  // a town, not a region
constexpr double kSecondThought = 0.4;                    // of headings and captions that disagree

// Whether the headings name towns, and no more of them than the essay's photos bear out.
bool is_close_heading(const Placement& heading) {
  return heading && heading.margin == Meters{} &&
         std::all_of(heading.places.begin(), heading.places.end(),
                     [](const Meaning& meaning) { return meaning.place.uncertainty < kCloseHeading; });
}

bool is_at_heading(const Place& place, const Placement& heading) {
  return std::any_of(heading.places.begin(), heading.places.end(), [&](const Meaning& meaning) {
    return may_lie_within(place, meaning.place) ||
           distance(place.location, meaning.place.location) < kCloseHeading;
  });
}

// Whether the essay's captions lead away from its headings' towns: to several others, or out of these.
bool leads_away(const EssayState& essay, const Placement& heading) {
  constexpr std::size_t kSeveral = 3;
  constexpr std::size_t kEnough = 100;  // photos
  std::set<std::string> others;
  for (const PhotoState& photo : std::span(essay.photos).first(std::min(kEnough, essay.photos.size()))) {
    if (!photo.by_caption) continue;
    const Place& own = photo.placement.places.front().place;
    if (is_at_heading(own, heading)) return true;
    others.insert(own.id);
  }
  return others.size() >= kSeveral;
}

// Both, the first of them likelier.
Placement with_second_thoughts(const Placement& first, const Placement& second) {
  Placement both = first;
  for (const Meaning& meaning : second.places)
    add_meaning(both.places, meaning, kSecondThought * meaning.share);
  normalise_shares(both.places);
  both.margin = std::max(first.margin, second.margin);
  both.reason = fmt::format("{}; {}", first.reason, second.reason);
  return both;
}

}  // namespace

Placement place_by_surroundings(const EssayState& essay, std::size_t photo) {
  Placement heading = essay.placement;
  weigh_by_neighbours(essay.photos, photo, heading);
  Placement sequence = place_by_sequence(essay.photos, photo);
  if (!sequence) return heading;
  if (!is_close_heading(heading)) return sequence;
  const bool agree = std::any_of(sequence.places.begin(), sequence.places.end(), [&](const Meaning& meaning) {
    return is_at_heading(meaning.place, heading);
  });
  if (agree) return heading;
  return leads_away(essay, heading) ? with_second_thoughts(sequence, heading)
                                    : with_second_thoughts(heading, sequence);
}

}  // namespace photomap
