#include "geo/vector_source.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <regex>

namespace photomap {

namespace {

constexpr std::array<VectorKind, 25> kKinds{{{".gpkg", "GPKG"},
                                             {".fgb", "FlatGeobuf"},
                                             {".shp", "ESRI Shapefile"},
                                             {".kml", "LIBKML"},
                                             {".kmz", "LIBKML"},
                                             {".gpx", "GPX"},
                                             {".gml", "GML"},
                                             {".tab", "MapInfo File"},
                                             {".mif", "MapInfo File"},
                                             {".gdb", "OpenFileGDB"},
                                             {".xlsx", "XLSX"},
                                             {".xls", "XLS"},
                                             {".ods", "ODS"},
                                             {".tsv", "CSV"},
                                             {".jml", "JML"},
                                             {".gmt", "OGR_GMT"},
                                             {".topojson", "TopoJSON"},
                                             {".shz", nullptr, "/vsizip/"},
                                             {".zip", nullptr, "/vsizip/"},
                                             {".tar", nullptr, "/vsitar/"},
                                             {".tgz", nullptr, "/vsitar/"},
                                             // Of files in archives; others are read by our own readers.
                                             {".csv", "CSV"},
                                             {".geojson", "GeoJSON"},
                                             {".json", "GeoJSON"},
                                             {".geojsonl", "GeoJSONSeq"}}};
constexpr std::size_t kOnlyInArchives = 4;

}  // namespace

const VectorKind* find_vector_kind(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const VectorKind& kind) { return kind.ending == ending; });
  return found == kKinds.end() ? nullptr : &*found;
}

bool is_vector_file(const std::filesystem::path& file) {
  const VectorKind* kind = find_vector_kind(file);
  return kind != nullptr && kind < &kKinds[kKinds.size() - kOnlyInArchives];
}

bool is_vector_service(const std::filesystem::path& source) {
  static const std::regex driver_name("[A-Za-z][A-Za-z0-9_]+:.*");
  const std::string& name = source.native();
  if (name.starts_with("/vsi") || source.extension() == ".vrt") return true;
  return std::regex_match(name, driver_name) && !std::filesystem::exists(source);
}

std::string shown_name(const std::filesystem::path& source) {
  if (!is_vector_service(source)) return source.string();
  static const std::regex keyword("(password|passwd|pwd|token|key)=('[^']*'|[^ &,]*)", std::regex::icase);
  static const std::regex login("//([^/:@]*):[^/@]*@");
  return std::regex_replace(std::regex_replace(source.string(), keyword, "$1=..."), login, "//$1:...@");
}

}  // namespace photomap
