#include "geo/gdal_impl.hpp"

#include <mutex>

namespace photomap {

void register_file_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRShape();
    RegisterOGRGeoPackage();
    RegisterOGRFlatGeobuf();
    RegisterOGRTAB();
    RegisterOGRLIBKML();
    RegisterOGRGPX();
    RegisterOGRGeoJSON();
    RegisterOGRCSV();
    RegisterOGRODS();
    RegisterOGRXLSX();
    RegisterOGROpenFileGDB();
    RegisterOGRGeoJSONSeq();
    RegisterOGRTopoJSON();
    RegisterOGRGML();
    RegisterOGRGMT();
    RegisterOGRJML();
    RegisterOGRXLS();
  });
}

Quiet::Quiet() {
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLErrorReset();
}

Quiet::~Quiet() {
  CPLPopErrorHandler();
}

OGRSpatialReference wgs84() {
  OGRSpatialReference reference;
  reference.SetWellKnownGeogCS("WGS84");
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

}  // namespace photomap
