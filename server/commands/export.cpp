#include "geo/export.hpp"

#include "server/commands/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <system_error>

namespace photomap {

namespace {

std::int64_t write_file(const PhotoStore& store, const PhotoQuery& query, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  const std::int64_t count = out ? export_geojson(store, query, out) : 0;
  out.close();
  if (!out) {
    throw std::runtime_error(fmt::format(
        "{}: can't be written; check the path, its permissions and the room on the disk", file.string()));
  }
  return count;
}

// A regular file appears under its name when it is whole; a pipe or a device is written to as it is.
std::int64_t export_to(const PhotoStore& store, const PhotoQuery& query,
                       const std::filesystem::path& output) {
  if (std::filesystem::exists(output) && !std::filesystem::is_regular_file(output)) {
    return write_file(store, query, output);
  }
  const std::filesystem::path target = std::filesystem::weakly_canonical(output);  // of a symbolic link
  const std::filesystem::path partial = target.string() + ".partial";
  try {
    const std::int64_t count = write_file(store, query, partial);
    std::filesystem::rename(partial, target);
    return count;
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw;
  }
}

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

}  // namespace

int run_export(const ExportCommand& command) {
  std::error_code none;
  if (std::filesystem::equivalent(command.db, command.output, none)) {
    throw std::runtime_error(command.output.string() + ": is the database itself; choose another file");
  }
  if (std::filesystem::is_directory(command.output)) {
    throw std::runtime_error(command.output.string() + ": is a folder; name a file");
  }
  const PhotoStore store = PhotoStore::open_read_only(command.db);
  check_essays(store, command.essays);
  const PhotoQuery query{.bbox = {}, .essays = command.essays, .after_id = 0, .limit = {}};
  if (command.output.empty()) {
    export_geojson(store, query, std::cout);
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("stdout: can't be written to");
  } else {
    remark(fmt::format("{}: {} photos", command.output.string(), export_to(store, query, command.output)));
  }
  return kExitDone;
}

}  // namespace photomap
