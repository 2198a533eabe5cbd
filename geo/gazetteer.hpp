// Places and their names: a SpatiaLite file of its own, built once from the project's and other people's
// data.
#pragma once

#include "geo/photo.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// Grows whenever the same sources make another file.
inline constexpr int kGazetteerVersion = 2;

/// Where a gazetteer comes from. A part whose path is empty is left out.
struct GazetteerSources {
  std::filesystem::path places;     ///< data/places.csv, the project's own
  std::filesystem::path cities;     ///< GeoNames cities500.txt
  std::filesystem::path countries;  ///< the directory of world-countries: countries.json and data/*.geo.json
};

/// Not thread safe: one object for each thread. Keys are folded names (see fold in geo/text.hpp).
class Gazetteer {
 public:
  /// Throws DatabaseError naming the file and the next step.
  static Gazetteer open(const std::filesystem::path& file);
  /// Costly. Throws SourceError where a source can't be read.
  static Gazetteer build_in_memory(const GazetteerSources& sources);

  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  ~Gazetteer();

  bool has_name(const std::string& key);
  std::vector<Place> find_by_key(const std::string& key);
  std::optional<Place> find_place(const std::string& id);
  /// All names of a place, as written.
  std::vector<std::string> names(const std::string& place_id);
  /// "chinese" is CN; empty for what is no demonym.
  std::optional<std::string> find_country_of_demonym(const std::string& key);
  std::int64_t place_count();

 private:
  struct Impl;
  explicit Gazetteer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Makes the file `output`; it appears there whole or not at all. Costly; says how many places it has read.
void build_gazetteer(
    const GazetteerSources& sources, const std::filesystem::path& output,
    const std::function<void(std::int64_t)>& on_progress = [](std::int64_t) {});

}  // namespace photomap
