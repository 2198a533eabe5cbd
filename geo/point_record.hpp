// What the point index knows of a photo, so that a tile need not ask the database.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/point_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace photomap {

/// The longest caption in a record, in bytes; the database has the whole of it.
inline constexpr std::size_t kMostCaption = 500;

/// A photo's record. Texts are numbers in PointArrays::texts, but for those that are seldom alike.
struct PointRecord {
  std::int64_t id = 0;
  LonLat location;  ///< to 1e-7 degrees
  std::int64_t position = 0;
  std::uint32_t essay = 0;
  DayNumber first_day = kNoDay;
  DayNumber last_day = kNoDay;
  double uncertainty_m = 0;
  double confidence = 0;  ///< to 0.01
  TextNumber credit = kNoText;
  TextNumber place_id = kNoText;
  TextNumber place_name = kNoText;
  TextNumber country = kNoText;
  TextNumber reason = kNoText;
  TextNumber licence = kNoText;
  TextNumber source_url = kNoText;
  bool caption_is_cut = false;
  std::string_view caption;
  std::string_view image_url;
};

void append_record(std::string& bytes, const PointRecord& record);

/// Views are into `bytes`, which begin with a record.
PointRecord read_record(std::string_view bytes);

/// As much of a caption as a record takes, in whole code points.
std::string_view cut_caption(std::string_view caption);

}  // namespace photomap
