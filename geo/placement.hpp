// A decision about one photo: the places that remain possible and why. Step of geo/geocoder.
#pragma once

#include "geo/resolver.hpp"

#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// What is known of where a photo was taken.
struct Placement {
  std::vector<Meaning> places;  ///< best first; their shares add up to at most 1
  double trust = 0;             ///< in [0, 1]: how well the way it was found holds
  Meters margin;                ///< beyond the places' own circles
  std::string reason;
  std::optional<LonLat> between =
      {};  ///< the middle of the way on which it was taken; its ends are the places
  bool is_stated =
      false;  ///< the caption says that the photo was taken there, "in X", and does not only name it
  bool is_attribute = false;  ///< only the origin of what is seen, it may be: "Uzgen rice"

  explicit operator bool() const { return !places.empty(); }
};

/// Adds a place with that share, or the share to that of the same place.
void add_meaning(std::vector<Meaning>& places, Meaning meaning, double share);

/// Makes the shares add up to 1, and sorts by them, the largest first; equals keep their order.
void normalise_shares(std::vector<Meaning>& places);

/// What the caption itself says: the finest place it names as its own, with those around it. Empty where it
/// names none.
Placement place_by_caption(const std::vector<ResolvedMention>& mentions);

/// What a title or an intro says of all photos under it: each finest place. `where` is "title" or "intro".
Placement place_by_heading(const std::vector<ResolvedMention>& mentions, const std::string& where);

/// What a name that somebody has marked means, whatever its role.
Placement place_marked(const ResolvedMention& mention);

/// Point-radius: the best place's point, a circle that holds all that remain possible.
Georeference to_georeference(const Placement& placement);

/// "'Almaty' named only as a direction ("en route to")", for a mention that does not place the photo; empty
/// where all do.
std::string describe_other_roles(const std::vector<ResolvedMention>& mentions);

}  // namespace photomap
