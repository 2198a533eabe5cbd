// Photos to vector files of other programs, written by GDAL.
#pragma once

#include "geo/photo_text.hpp"

#include <filesystem>
#include <memory>

namespace photomap {

enum class VectorFormat {
  geopackage,  ///< with a style for QGIS, table layer_styles
  flatgeobuf,  ///< with a spatial index, in which only photos with a location have a place
  shapefile,   ///< zipped; short names, and texts cut to 254 bytes
};

/// A new file with the layer `photos`: a point a photo on WGS 84, or no geometry, and the properties of
/// GeoJSON as fields. Not thread safe. Every function throws std::runtime_error naming the file and the next
/// step; then, and without finish(), the file is of no use.
class VectorFileWriter {
 public:
  VectorFileWriter(VectorFormat format, const std::filesystem::path& file, const ExportHeader& header);
  VectorFileWriter(const VectorFileWriter&) = delete;
  VectorFileWriter& operator=(const VectorFileWriter&) = delete;
  ~VectorFileWriter();

  /// False where the format has no place for this photo; then nothing is written.
  bool write(const Photo& photo, const ExportHeader& header);
  /// Closes the file and looks whether all of it can be read again.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photomap
