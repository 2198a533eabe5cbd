// Gazetteers for tests: the project's own places, and a few rows of GeoNames and world-countries as they are
// published.
#pragma once

#include "geo/gazetteer.hpp"

#include <filesystem>
#include <string>

namespace photomap {

/// PHOTOMAP_SOURCE_DIR / relative.
std::filesystem::path project_file(const std::string& relative);

/// A new directory that is removed with this object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& file, const std::string& bytes);

/// data/places.csv with tests/data/cities.txt (GeoNames rows, among them the namesakes that lead astray) and
/// tests/data/countries; in memory, the same for every call.
Gazetteer& test_gazetteer();

/// What scripts/build has made. Null where it is not built: a failure only where CI says that everything was.
const Gazetteer* built_gazetteer();

/// The same without the rows of data/places.csv that are neither settlements nor countries.
Gazetteer& test_gazetteer_without_venues();

/// test_gazetteer() with tests/data/divisions and the project's further and historical names: states and
/// districts, demonyms, old names.
Gazetteer& test_gazetteer_with_divisions();

}  // namespace photomap
