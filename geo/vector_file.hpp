// Vector files of other programs: the one door to GDAL.
#pragma once

#include "geo/photo_text.hpp"
#include "geo/record_visitor.hpp"

#include <filesystem>
#include <memory>

namespace photomap {

enum class VectorFormat {
  geopackage,  ///< with a style for QGIS, table layer_styles
  flatgeobuf,
  shapefile,  ///< zipped; short names, and texts cut to 254 bytes
};

/// A new file with the layer `photos`: a point a photo on WGS 84, or no geometry, and the properties of
/// GeoJSON as fields. Not thread safe. Every function throws std::runtime_error naming the file and the next
/// step; then, and without finish(), the file is of no use.
class VectorFileWriter {
 public:
  /// `is_sparse`: there are photos without a location, for which FlatGeobuf has no place in its index.
  VectorFileWriter(VectorFormat format, const std::filesystem::path& file, const ExportHeader& header,
                   bool is_sparse);
  VectorFileWriter(const VectorFileWriter&) = delete;
  VectorFileWriter& operator=(const VectorFileWriter&) = delete;
  ~VectorFileWriter();

  void write(const Photo& photo, const ExportHeader& header);
  /// Closes the file and looks whether all of it can be read again.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether read_vector_file reads files of that ending, in any case: .gpkg, .fgb, .shp, .shz, .zip (of
/// Shapefiles), .kml, .tab, .mif.
bool is_vector_file(const std::filesystem::path& file);

/// The features of the layers that have a field `caption`: as in geo/photo_geojson.hpp, but from any
/// coordinate system, and numbered from 1 instead of by line; dates may be of a type of their own. Reads
/// nothing but the file and what belongs to it. Throws SourceError where there is no such layer, or no
/// feature of it can be read.
void read_vector_file(const std::filesystem::path& file, RecordVisitor& visitor);

}  // namespace photomap
