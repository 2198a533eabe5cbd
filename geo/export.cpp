#include "geo/export.hpp"

#include "geo/scratch_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string>

namespace photomap {

namespace {

constexpr std::size_t kBuffer = std::size_t{256} << 10;

constexpr std::array<ExportFormat, 10> kFormats{{
    {.name = "geojson",
     .title = "GeoJSON",
     .media_type = "application/geo+json",
     .extension = ".geojson",
     .text = &kGeojsonText},
    {.name = "geojsonseq",
     .title = "GeoJSON text sequence (RFC 8142)",
     .media_type = "application/geo+json-seq",
     .extension = ".geojsons",
     .text = &kGeojsonSequenceText},
    {.name = "ndjson",
     .title = "GeoJSON, a feature a line",
     .media_type = "application/x-ndjson",
     .extension = ".ndjson",
     .text = &kGeojsonLinesText},
    {.name = "csv",
     .title = "CSV",
     .media_type = "text/csv; charset=utf-8",
     .extension = ".csv",
     .text = &kCsvText},
    {.name = "dwc",
     .title = "CSV with Darwin Core terms",
     .media_type = "text/csv; charset=utf-8",
     .extension = ".dwc.csv",
     .text = &kDarwinCoreText},
    {.name = "gpkg",
     .title = "GeoPackage",
     .media_type = "application/geopackage+sqlite3",
     .extension = ".gpkg",
     .file = VectorFormat::geopackage},
    {.name = "fgb",
     .title = "FlatGeobuf",
     .media_type = "application/flatgeobuf",
     .extension = ".fgb",
     .file = VectorFormat::flatgeobuf},
    {.name = "shp",
     .title = "Shapefile, zipped",
     .media_type = "application/zip",
     .extension = ".shp.zip",
     .file = VectorFormat::shapefile},
    {.name = "kml",
     .title = "KML",
     .media_type = "application/vnd.google-earth.kml+xml",
     .extension = ".kml",
     .text = &kKmlText},
    {.name = "gpx",
     .title = "GPX",
     .media_type = "application/gpx+xml",
     .extension = ".gpx",
     .text = &kGpxText},
}};

ExportHeader header_of(const PhotoStore& store) {
  ExportHeader header{
      .dataset_version = store.dataset_version(), .attributions = store.attributions(), .thanks = {}};
  header.thanks = fmt::format("{}", fmt::join(header.attributions, "; "));
  return header;
}

bool has_unlocated(const PhotoStore& store, const PhotoQuery& query) {
  if (query.bbox || query.max_uncertainty) return false;
  PhotoQuery located = query;
  located.bbox = Bbox{};
  return store.count_photos(located) < store.count_photos(query);
}

std::int64_t write_vector_file(VectorFormat format, const PhotoStore& store, const PhotoQuery& query,
                               const std::filesystem::path& file) {
  const PhotoStore::Snapshot snapshot(store);
  const ExportHeader header = header_of(store);
  VectorFileWriter writer(format, file, header, has_unlocated(store, query));
  std::int64_t count = 0;
  store.for_each_photo(query, [&](const Photo& photo) {
    writer.write(photo, header);
    ++count;
    return true;
  });
  writer.finish();
  return count;
}

std::int64_t write_text_file(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                             const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  const std::int64_t count = out ? export_to_stream(format, store, query, out) : 0;
  out.close();
  if (!out) {
    throw std::runtime_error(
        fmt::format("{}: can't be written; check the path, its permissions and the room on the disk",
                    file.filename().string()));
  }
  return count;
}

// Of the file in the making. Drivers of GDAL want the ending that they know.
std::string name_in_making(const ExportFormat& format, const std::filesystem::path& target) {
  const std::string name = target.filename().string();
  return name.ends_with(format.extension) ? name : name + std::string(format.extension);
}

}  // namespace

std::span<const ExportFormat> export_formats() {
  return kFormats;
}

const ExportFormat* find_export_format(std::string_view name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const ExportFormat& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

std::int64_t export_to_stream(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                              std::ostream& out) {
  const PhotoStore::Snapshot snapshot(store);
  const ExportHeader header = header_of(store);
  std::string text;
  const auto write_out = [&] {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  };
  format.text->begin(header, text);
  std::int64_t count = 0;
  store.for_each_photo(query, [&](const Photo& photo) {
    if (format.text->photo(photo, header, count == 0, text)) ++count;
    if (text.size() >= kBuffer) write_out();
    return out.good();
  });
  format.text->end(header, text);
  write_out();
  return count;
}

std::int64_t export_to_file(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                            const std::filesystem::path& file) {
  ScratchFolder scratch(std::filesystem::weakly_canonical(file));  // of a symbolic link
  const auto partial = scratch.path() / name_in_making(format, file);
  const std::int64_t count = format.is_streamable() ? write_text_file(format, store, query, partial)
                                                    : write_vector_file(*format.file, store, query, partial);
  scratch.publish(partial);
  return count;
}

std::int64_t export_geojson(const PhotoStore& store, const PhotoQuery& query, std::ostream& out) {
  return export_to_stream(kFormats.front(), store, query, out);
}

}  // namespace photomap
