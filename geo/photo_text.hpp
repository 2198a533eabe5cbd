// Photos as text of a format, one after the other: what an export streams. A text stands for one file.
#pragma once

#include "geo/json_text.hpp"
#include "geo/photo.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// What an export says of all its photos.
struct ExportHeader {
  std::int64_t dataset_version = 0;
  std::vector<std::string> attributions;  ///< whom to thank for the places, and under which licence
  std::string thanks;                     ///< the same as one line
};

/// How to write a format. Each function appends to `out`.
struct PhotoText {
  void (*begin)(const ExportHeader& header, std::string& out);
  /// False where the format has no way to tell of this photo; then nothing is appended.
  bool (*photo)(const Photo& photo, const ExportHeader& header, bool is_first, std::string& out);
  void (*end)(const ExportHeader& header, std::string& out);
};

/// A FeatureCollection (RFC 7946), a feature a line, with attribution and dataset version as foreign members.
extern const PhotoText kGeojsonText;
/// The same features with their attribution among their properties, each behind a record separator
/// (RFC 8142), or a feature a line.
extern const PhotoText kGeojsonSequenceText;
extern const PhotoText kGeojsonLinesText;
/// A row a photo, columns named as the properties of GeoJSON; geo/photo_csv.hpp reads it again.
extern const PhotoText kCsvText;
/// A row a photo, columns named by Darwin Core and Dublin Core terms.
extern const PhotoText kDarwinCoreText;
/// KML 2.2 with balloons, time spans, and the properties of GeoJSON as extended data.
extern const PhotoText kKmlText;
/// GPX 1.1: the photos that have a location as way points.
extern const PhotoText kGpxText;

/// One photo as photo_feature (geo/geojson.hpp) has it, but nothing is built first. `geometry` is JSON, empty
/// where there is none; `thanks` is told as its attribution unless it is empty.
void append_photo_feature(const Photo& photo, std::string_view geometry, std::string_view thanks,
                          std::string& out);
/// A Point of GeoJSON.
void append_point(double x, double y, int decimals, JsonText& json);

/// The days of a photo as an ISO 8601 day or interval; empty where they are not known.
std::string taken_text(const Photo& photo);
/// The radius of its circle as it is told; empty where none is known.
std::optional<double> told_radius(const Photo& photo);
/// Whom to thank for where a photo is; empty where that is not taken from the gazetteer.
std::string_view thanks_for(const Photo& photo, const ExportHeader& header);

}  // namespace photomap
