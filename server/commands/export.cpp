#include "geo/export.hpp"

#include "server/commands/commands.hpp"
#include "server/request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <stdexcept>
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

// The filter of the API, in its own words.
PhotoQuery read_filter(const ExportCommand& command, const PhotoStore& store) {
  HttpRequest request;
  for (const auto& [name, value] : command.filter) request.query.push_back({name, value});
  PhotoQuery query = parse_filter(Parameters(request), [](std::string_view) { return true; });
  query.essays = command.essays;
  query.photographers = command.photographers;
  check_essays(store, query.essays);
  return query;
}

std::int64_t export_to_stdout(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query) {
  if (!format.is_streamable()) {
    throw std::runtime_error(fmt::format("{} is written to a file only; name one with -o, such as photos{}",
                                         format.title, format.extension));
  }
  const std::int64_t count = export_to_stream(format, store, query, std::cout);
  std::cout.flush();
  if (!std::cout) throw std::runtime_error("stdout: can't be written to");
  return count;
}

// A pipe or a device is written to as it is.
std::int64_t export_to_device(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                              const std::filesystem::path& device) {
  if (!format.is_streamable()) {
    throw std::runtime_error(
        fmt::format("{}: is no file, and {} can't be streamed; name a file", device.string(), format.title));
  }
  std::ofstream out(device, std::ios::binary);
  const std::int64_t count = out ? export_to_stream(format, store, query, out) : 0;
  out.close();
  if (!out) throw std::runtime_error(fmt::format("{}: can't be written to", device.string()));
  return count;
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
  const PhotoStore store = PhotoStore::open_read_only(command.db);
  const PhotoQuery query = read_filter(command, store);
  if (output.empty()) {
    export_to_stdout(format, store, query);
  } else {
    const std::int64_t count = is_device(output) ? export_to_device(format, store, query, output)
                                                 : export_to_file(format, store, query, output);
    remark(fmt::format("{}: {} photos", output.string(), count));
  }
  return kExitDone;
}

}  // namespace photomap
