#include "geo/export.hpp"

#include "geo/batch_queue.hpp"
#include "geo/indexed_export.hpp"
#include "geo/scratch_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <functional>
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

// Reads them on one core while another writes: both take about as long.
void for_each_photo_ahead(const PhotoStore& store, const PhotoQuery& query,
                          const std::function<bool(const Photo&)>& visit) {
  run_ahead<Photo>(
      [&](const auto& next) {
        store.for_each_photo(query, [&](const Photo& photo) {
          next() = photo;
          return true;
        });
      },
      visit);
}

ExportReport write_vector_file(VectorFormat format, const PhotoStore& store, const PhotoQuery& query,
                               const std::filesystem::path& file) {
  const ExportHeader header = header_of(store);
  const auto writer = make_vector_writer(format, file, header);
  ExportReport report;
  for_each_photo_ahead(store, query, [&](const Photo& photo) {
    ++(writer->write(photo, header) ? report.written : report.left_out);
    return true;
  });
  writer->finish();
  return report;
}

ExportReport write_text_file(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                             const std::filesystem::path& file, const PointIndex* index) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  const ExportReport report = out ? export_to_stream(format, store, query, out, index) : ExportReport{};
  out.close();
  if (!out) {
    throw std::runtime_error(
        fmt::format("{}: can't be written; check the path, its permissions and the room on the disk",
                    file.filename().string()));
  }
  return report;
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

ExportReport export_to_stream(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                              std::ostream& out, const PointIndex* index) {
  const ExportHeader header = header_of(store);
  std::string text;
  const auto write_out = [&] {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  };
  format.text->begin(header, text);
  ExportReport report;
  if (index != nullptr && index->size() == store.photo_count() && is_quicker(*index)) {
    write_out();
    write_photos(*format.text, header, store, *index, out);
    report.written = index->size();
  } else {
    for_each_photo_ahead(store, query, [&](const Photo& photo) {
      const bool has_place = format.text->photo(photo, header, report.written == 0, text);
      ++(has_place ? report.written : report.left_out);
      if (text.size() >= kBuffer) write_out();
      return out.good();
    });
  }
  format.text->end(header, text);
  write_out();
  return report;
}

std::string ExportPieces::next(const PhotoStore& store) {
  std::string text;
  if (has_ended_) return text;
  if (!has_begun_) {
    header_ = header_of(store);
    text_.begin(header_, text);
    has_begun_ = true;
  }
  has_ended_ = true;  // unless this piece fills up before
  const PhotoQuery rest = query_;
  store.for_each_photo(rest, [&](const Photo& photo) {
    has_photo_ |= text_.photo(photo, header_, !has_photo_, text);
    query_.after_id = photo.id;
    if (query_.limit) --*query_.limit;
    has_ended_ = text.size() < kBuffer;
    return has_ended_;
  });
  if (has_ended_) text_.end(header_, text);
  return text;
}

ExportReport write_export(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                          const std::filesystem::path& file, const PointIndex* index) {
  return format.is_streamable() ? write_text_file(format, store, query, file, index)
                                : write_vector_file(*format.file, store, query, file);
}

ExportReport export_to_file(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                            const std::filesystem::path& file, const PointIndex* index) {
  ScratchFolder scratch(std::filesystem::weakly_canonical(file));  // of a symbolic link
  const auto partial = scratch.path() / name_in_making(format, file);
  const ExportReport report = write_export(format, store, query, partial, index);
  scratch.publish(partial);
  return report;
}

}  // namespace photomap
