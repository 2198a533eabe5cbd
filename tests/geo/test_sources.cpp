#include "tests/geo/test_sources.hpp"

#include "geo/csv.hpp"
#include "geo/gazetteer_sources.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>

namespace photomap {

namespace {

Gazetteer build(const std::filesystem::path& places) {
  return Gazetteer::build_in_memory({.places = places,
                                     .cities = project_file("tests/data/cities.txt"),
                                     .countries = project_file("tests/data/countries")});
}

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

std::string places_without_venues() {
  const std::set<std::string> kept = {"feature_type", "city", "town", "village", "country"};
  std::string csv;
  for_each_csv_record(load_file(project_file("data/places.csv")), [&](const CsvRecord& record) {
    if (!kept.contains(record.fields.at(6))) return;
    for (std::size_t i = 0; i < record.fields.size(); ++i)
      csv += (i > 0 ? "," : "") + quoted(record.fields[i]);
    csv += '\n';
  });
  return csv;
}

}  // namespace

std::filesystem::path project_file(const std::string& relative) {
  return std::filesystem::path(PHOTOMAP_SOURCE_DIR) / relative;
}

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "photomap-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

Gazetteer& test_gazetteer() {
  static Gazetteer gazetteer = build(project_file("data/places.csv"));
  return gazetteer;
}

Gazetteer& test_gazetteer_without_venues() {
  static Gazetteer gazetteer = [] {
    const TemporaryDirectory directory;
    write_file(directory.path() / "places.csv", places_without_venues());
    return build(directory.path() / "places.csv");
  }();
  return gazetteer;
}

Gazetteer& test_gazetteer_with_divisions() {
  static Gazetteer gazetteer = [] {
    const TemporaryDirectory directory;
    const auto divisions = project_file("tests/data/divisions");
    write_file(directory.path() / "cities500.txt",
               load_file(project_file("tests/data/cities.txt")) + load_file(divisions / "cities500.txt"));
    return Gazetteer::build_in_memory({.places = project_file("data/places.csv"),
                                       .further_names = project_file("data/further_names.csv"),
                                       .historical = project_file("data/historical_names.csv"),
                                       .cities = directory.path() / "cities500.txt",
                                       .newer_cities = divisions,
                                       .countries = project_file("tests/data/countries")});
  }();
  return gazetteer;
}

const Gazetteer* built_gazetteer() {
  static const auto file = project_file("build/share/photomap/gazetteer.bin");
  if (!std::filesystem::exists(file)) {
    if (std::getenv("CI") != nullptr) FAIL(file << " is not there; run scripts/build");
    WARN(file << " is not there, so it is not tested; run scripts/build");
    return nullptr;
  }
  static const Gazetteer gazetteer = Gazetteer::open(file);
  return &gazetteer;
}

}  // namespace photomap
