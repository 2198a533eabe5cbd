// What is told of a photo or a cluster in a tile, whatever the format: names and values, in one place.
#pragma once

#include "geo/clusters.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace photomap {

/// A circle from this size on stands for an area, not for a point.
inline constexpr double kWideCircle = 1000;  // metres

/// "2022-06-01".
std::string day_text(DayNumber day);

/// "17,4,9".
std::string joined_ids(const Cluster& cluster);

/// In degrees, rounded outwards to 1e-7: all photos within.
Bbox bbox_of(const PhotoSummary& photos);

/// Of a photo with a wide circle, which area it stands for: "somewhere in Almaty, within 15 km". Empty where
/// the circle is not wide.
std::string area_text(const IndexedPhoto& photo);

/// Calls text(name, value), integer(name, value) and real(name, value) for each property that the photo has,
/// in the order in which /collections/photos/items has them.
template <typename Text, typename Integer, typename Real>
void for_each_property(const IndexedPhoto& photo, Text&& text, Integer&& integer, Real&& real) {
  const auto text_if_any = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  };
  integer("id", photo.id);
  text("essay", photo.essay_slug);
  text("essay_title", photo.essay_title);
  integer("position", photo.position);
  text("caption", photo.caption);
  if (photo.caption_is_cut) integer("caption_cut_at_bytes", static_cast<std::int64_t>(photo.caption.size()));
  text_if_any("credit", photo.credit);
  if (photo.first_day != kNoDay) {
    text("taken_start", day_text(photo.first_day));
    text("taken_end", day_text(photo.last_day));
  }
  text_if_any("place_id", photo.place_id);
  text_if_any("place_name", photo.place_name);
  text_if_any("country", photo.country);
  if (std::isfinite(photo.uncertainty_m))
    integer("uncertainty_m", static_cast<std::int64_t>(photo.uncertainty_m));
  real("confidence", photo.confidence);
  text_if_any("reason", photo.reason);
  text_if_any("licence", photo.licence);
  text_if_any("source_url", photo.source_url);
  text_if_any("image_url", photo.image_url);
}

}  // namespace photomap
