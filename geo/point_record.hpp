// What the point index knows of a photo, so that a tile need not ask the database.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/photo.hpp"
#include "geo/point_file.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace photomap {

/// The longest caption in a record, in bytes; the database has the whole of it.
inline constexpr std::size_t kMostText = 500;

/// What a record adds to the columns. Texts are numbers in PointArrays::texts, but for those that are seldom
/// alike.
struct PointRecord {
  std::optional<LonLat> location;  ///< to 1e-7 degrees; only where the Morton code does not tell it
  std::int64_t position = 0;
  double confidence = 0;  ///< to 0.01
  TextNumber place_id = kNoText;
  TextNumber place_name = kNoText;
  TextNumber reason = kNoText;
  TextNumber licence = kNoText;
  TextNumber source_url = kNoText;
  TextNumber image_folder = kNoText;  ///< the image's address up to its last slash
  std::string_view image_file;        ///< and the rest
  std::string_view caption;
  bool caption_is_cut = false;
};

void append_record(std::string& bytes, const PointRecord& record);

/// Views are into `bytes`, which begin with a record.
PointRecord read_record(std::string_view bytes);

/// The location that a Morton code stands for, if it is one of whole 1e-7 degrees on the grid: a world point
/// is smaller than that, so it holds one at most.
LonLat location_of(std::uint64_t morton_code);

/// Leaves out those texts of a photo, other than caption and credit, that are longer than kMostText, so that
/// no tile is made large by them; whether there are any.
bool leave_out_long_texts(PhotoPoint& photo);

/// As much of a caption as a record takes, in whole code points.
std::string_view cut_text(std::string_view caption);

}  // namespace photomap
