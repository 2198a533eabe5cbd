// Vector files of other programs, written and read by GDAL. GDAL brings sixty libraries, which would make
// every start of the program three times as long: so what calls it is a module of its own, photomap_gdal.so,
// which is loaded when it is first needed.
#pragma once

#include "geo/photo_text.hpp"
#include "geo/read_options.hpp"
#include "geo/record_visitor.hpp"

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
  virtual ~VectorFileWriter() = default;
  /// False where the format has no place for this photo; then nothing is written.
  virtual bool write(const Photo& photo, const ExportHeader& header) = 0;
  /// Closes the file and looks whether all of it can be read again.
  virtual void finish() = 0;

 protected:
  VectorFileWriter() = default;
  VectorFileWriter(const VectorFileWriter&) = default;
  VectorFileWriter& operator=(const VectorFileWriter&) = default;
};

std::unique_ptr<VectorFileWriter> make_vector_writer(VectorFormat format, const std::filesystem::path& file,
                                                     const ExportHeader& header);

/// A source that geo/vector_source.hpp knows. The features of the layers that have a field for the caption,
/// in an archive those of all its files: as in geo/photo_geojson.hpp, but from any reference system, and
/// numbered from 1 instead of by line; dates may be of a type of their own, and `lon` and `lat` fields. Of a
/// service, photos without an essay belong to one named after the layer. Throws SourceError where there is no
/// such layer, or no feature of it can be read.
void read_vector_source(const std::filesystem::path& source, RecordVisitor& visitor,
                        const ReadOptions& options = {});

/// What the module offers: what the function photomap_gdal_module of its own returns.
struct GdalModule {
  std::unique_ptr<VectorFileWriter> (*make_writer)(VectorFormat, const std::filesystem::path&,
                                                   const ExportHeader&);
  void (*read)(const std::filesystem::path&, RecordVisitor&, const ReadOptions&);
};

}  // namespace photomap
