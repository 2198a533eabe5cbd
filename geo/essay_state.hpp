// An essay on its way through the geocoder: what is known so far of it and of each photo. Shared by the steps
// of geo/geocoder.
#pragma once

#include "geo/caption.hpp"
#include "geo/photo.hpp"
#include "geo/placement.hpp"
#include "geo/resolver.hpp"

#include <set>
#include <string>
#include <vector>

namespace photomap {

/// A title or an intro, read and resolved.
struct HeadingState {
  CaptionReading reading;
  std::vector<ResolvedMention> mentions;
};

struct PhotoState {
  const PhotoRecord& record;
  CaptionReading reading;
  std::vector<ResolvedMention> mentions;
  Placement placement;
  bool by_own_words = false;  ///< placed by what its caption names
  bool by_caption = false;    ///< placed by that, or by an event its caption names
};

/// Must not outlive the record it was read from.
struct EssayState {
  HeadingState title;
  HeadingState intro;
  std::set<std::string> countries;  ///< ISO codes named by the headings or by most captions
  /// What title, intro and each caption name beyond doubt and not alone: see Context::company.
  std::vector<std::vector<PlaceNumber>> named;
  Placement placement;  ///< what title and intro say of every photo; empty where they name no place
  std::vector<PhotoState> photos;  ///< in the order of the essay
};

/// Whether the best place of a photo that has one speaks for `place`: it may lie within it, or stands near it
/// in the same country.
bool is_placed_in(const PhotoState& photo, const Place& place);

}  // namespace photomap
