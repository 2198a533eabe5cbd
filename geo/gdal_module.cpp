// What the program finds in photomap_gdal.so.
#include "geo/gdal_reader.hpp"
#include "geo/gdal_writer.hpp"

extern "C" __attribute__((visibility("default"))) const photomap::GdalModule* photomap_gdal_module() {
  static const photomap::GdalModule module{.make_writer = photomap::make_gdal_writer,
                                           .read = photomap::read_with_gdal};
  return &module;
}
