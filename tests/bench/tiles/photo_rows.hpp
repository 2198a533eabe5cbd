// The photos of a benchmark as rows of CSV.
#pragma once

#include "geo/coordinates.hpp"

#include <cstdint>
#include <string>

namespace photomap {

struct PhotoRow {
  LonLat position;
  std::string csv;  ///< with its line end
};

/// With its line end.
std::string photo_csv_header();

/// Photo `number`, the same in every set of photos: captions of 4 to 20 words in one of five languages, 100
/// photos an essay, 400 photographers, a month or a day of the years 2015 to 2024, a radius, licence and
/// links.
PhotoRow make_photo_row(std::uint64_t number);

}  // namespace photomap
