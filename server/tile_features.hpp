// What is told of a photo or a cluster in a tile, whatever the format: names and values, in one place.
#pragma once

#include "geo/clusters.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// A circle from this size on stands for an area, not for a point.
inline constexpr double kWideCircle = 1000;  // metres

/// "2022-06-01".
std::string day_text(DayNumber day);

/// "17,4,9".
std::string joined_ids(const Cluster& cluster);

/// West, south, east, north in degrees, all photos within.
Bbox bbox_of(const PhotoSummary& photos);

/// Of photos on one spot with a wide circle: "somewhere in Almaty, within 15 km". Empty where the circle is
/// not wide.
std::string area_text(std::string_view place_name, double uncertainty_m);

/// Calls text(name, value), integer(name, value) and real(name, value) for each property that the photo has,
/// in the order in which /collections/photos/items has them.
template <typename Text, typename Integer, typename Real>
void for_each_property(const PointIndex& index, const PointRecord& record, Text&& text, Integer&& integer,
                       Real&& real) {
  const PointArrays& arrays = index.arrays();
  const auto text_if_any = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  };
  integer("id", record.id);
  text("essay", index.text(arrays.essays[record.essay]));
  text("essay_title", index.text(arrays.essay_titles[record.essay]));
  integer("position", record.position);
  text("caption", record.caption);
  if (record.caption_is_cut)
    integer("caption_cut_at_bytes", static_cast<std::int64_t>(record.caption.size()));
  text_if_any("credit", index.text(record.credit));
  if (record.first_day != kNoDay) {
    text("taken_start", day_text(record.first_day));
    text("taken_end", day_text(record.last_day));
  }
  text_if_any("place_id", index.text(record.place_id));
  text_if_any("place_name", index.text(record.place_name));
  text_if_any("country", index.text(record.country));
  integer("uncertainty_m", static_cast<std::int64_t>(record.uncertainty_m));
  real("confidence", record.confidence);
  text_if_any("reason", index.text(record.reason));
  text_if_any("licence", index.text(record.licence));
  text_if_any("source_url", index.text(record.source_url));
  text_if_any("image_url", record.image_url);
}

}  // namespace photomap
