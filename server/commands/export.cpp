#include "geo/export.hpp"

#include "geo/index_turn.hpp"
#include "geo/point_index.hpp"
#include "server/commands/commands.hpp"
#include "server/photo_filter.hpp"
#include "server/request.hpp"
#include "server/served_points.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace photomap {

namespace {

// A slug that no essay has would give an empty file without a word.
void check_essays(const PhotoStore& store, const std::vector<std::string>& slugs) {
  std::vector<std::string> known;
  for (const Essay& essay : store.essays()) known.push_back(essay.slug);
  for (const std::string& slug : slugs) {
    if (std::find(known.begin(), known.end(), slug) != known.end()) continue;
    throw std::runtime_error(
        fmt::format("no essay \"{}\"; there are:\n  {}", slug, fmt::join(known, "\n  ")));
  }
}

// "EPSG:32642" is short for the URI that the API asks for.
std::string crs_uri_of(const std::string& text) {
  constexpr std::string_view kShort = "EPSG:";
  if (!text.starts_with(kShort)) return text;
  return "http://www.opengis.net/def/crs/EPSG/0/" + text.substr(kShort.size());
}

// The filter of the API, in its own words.
PhotoQuery read_filter(const ExportCommand& command, const PhotoStore& store) {
  HttpRequest request;
  for (const auto& [name, value] : command.filter)
    request.query.push_back({name, name == "bbox-crs" ? crs_uri_of(value) : value});
  PhotoQuery query = parse_filter(Parameters(request), known_ids(store));
  query.essays = command.essays;
  query.photographers = command.photographers;
  check_essays(store, query.essays);
  return query;
}

std::string left_out_text(const ExportFormat& format, const ExportReport& report) {
  return fmt::format("{} left out: {} has no place for photos without a position", report.left_out,
                     format.title);
}

// Empty where not all photos are meant, or none is there of this state of the data.
std::optional<PointIndex> find_index(const ExportCommand& command, const PhotoStore& store,
                                     const PhotoQuery& query) {
  if (!filter_key(query).empty()) return std::nullopt;
  std::string why_not;
  return find_point_index(point_index_file(command.db), store.dataset_version(), why_not);
}

void export_to_stdout(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                      const PointIndex* index) {
  if (!format.is_streamable()) {
    throw std::runtime_error(fmt::format("{} is written to a file only; name one with -o, such as photos{}",
                                         format.title, format.extension));
  }
  const ExportReport report = export_to_stream(format, store, query, std::cout, index);
  std::cout.flush();
  if (!std::cout) throw std::runtime_error("stdout: can't be written to");
  if (report.left_out > 0) remark(left_out_text(format, report));
}

// A pipe or a device is written to as it is.
ExportReport export_to_device(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                              const std::filesystem::path& device, const PointIndex* index) {
  if (!format.is_streamable()) {
    throw std::runtime_error(
        fmt::format("{}: is no file, and {} can't be streamed; name a file", device.string(), format.title));
  }
  std::ofstream out(device, std::ios::binary);
  const ExportReport report = out ? export_to_stream(format, store, query, out, index) : ExportReport{};
  out.close();
  if (!out) throw std::runtime_error(fmt::format("{}: can't be written to", device.string()));
  return report;
}

bool is_device(const std::filesystem::path& path) {
  return std::filesystem::exists(path) && !std::filesystem::is_regular_file(path);
}

}  // namespace

int run_export(const ExportCommand& command) {
  std::error_code none;
  const std::filesystem::path& output = command.output;
  if (std::filesystem::equivalent(command.db, output, none)) {
    throw std::runtime_error(output.string() + ": is the database itself; choose another file");
  }
  if (std::filesystem::is_directory(output)) {
    throw std::runtime_error(output.string() + ": is a folder; name a file");
  }
  const ExportFormat& format = *find_export_format(command.format);
  PhotoStore store = PhotoStore::open_read_only(command.db);
  store.set_budget(std::chrono::hours(24));  // nobody else waits
  const PhotoQuery query = read_filter(command, store);
  const PhotoStore::Snapshot snapshot(store);
  const auto found = find_index(command, store, query);
  const PointIndex* index = found ? &*found : nullptr;
  if (output.empty()) {
    export_to_stdout(format, store, query, index);
  } else {
    const ExportReport report = is_device(output) ? export_to_device(format, store, query, output, index)
                                                  : export_to_file(format, store, query, output, index);
    const std::string left_out = report.left_out > 0 ? "; " + left_out_text(format, report) : "";
    remark(fmt::format("{}: {} photos{}", output.string(), report.written, left_out));
  }
  return kExitDone;
}

}  // namespace photomap
