#include "geo/export.hpp"

#include "server/commands/commands.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <stdexcept>
#include <system_error>

namespace photomap {

namespace {

// The file appears under its name when it is whole.
std::int64_t export_to_file(const PhotoStore& store, const PhotoQuery& query,
                            const std::filesystem::path& output) {
  const std::filesystem::path partial = output.string() + ".partial";
  std::ofstream file(partial, std::ios::binary | std::ios::trunc);
  const std::int64_t count = file ? export_geojson(store, query, file) : 0;
  file.close();
  if (!file) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw std::runtime_error(fmt::format(
        "{}: can't be written; check the path, its permissions and the room on the disk", output.string()));
  }
  std::filesystem::rename(partial, output);
  return count;
}

// A slug that no essay has would give an empty file without a word.
void check_essays(const PhotoStore& store, const std::vector<std::string>& slugs) {
  std::string known;
  for (const Essay& essay : store.essays()) known += "\n  " + essay.slug;
  for (const std::string& slug : slugs) {
    if (known.find("\n  " + slug + "\n") == std::string::npos && !known.ends_with("\n  " + slug)) {
      throw std::runtime_error(fmt::format("no essay \"{}\"; there are:{}", slug, known));
    }
  }
}

}  // namespace

int run_export(const ExportCommand& command) {
  const PhotoStore store = PhotoStore::open_read_only(command.db);
  check_essays(store, command.essays);
  const PhotoQuery query{.bbox = {}, .essays = command.essays, .after_id = 0, .limit = {}};
  if (command.output.empty()) {
    export_geojson(store, query, std::cout);
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("stdout: can't be written to");
  } else {
    fmt::print(stderr, "{}: {} photos\n", command.output.string(),
               export_to_file(store, query, command.output));
  }
  return kExitDone;
}

}  // namespace photomap
