#include "geo/gazetteer.hpp"

#include "geo/gazetteer_sources.hpp"
#include "geo/place_tables.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace photomap {

namespace {

constexpr std::int64_t kApplicationId = 0x70686d67;  // "phmg", in the file's header

void create_gazetteer_schema(Connection& connection) {
  create_spatial_metadata(connection);
  Transaction transaction(connection);
  create_place_tables(connection);
  connection.execute(
      fmt::format("CREATE TABLE demonyms (key TEXT NOT NULL, country TEXT NOT NULL, UNIQUE (key, country)); "
                  "PRAGMA application_id = {}",
                  kApplicationId));
  transaction.commit();
}

bool is_settlement(const Place& place) {
  return place.feature_type == "city" || place.feature_type == "town" || place.feature_type == "village";
}

// Takes the sources together: a place that several of them hold becomes one, and the more careful source
// describes it.
class Builder {
 public:
  explicit Builder(Connection& connection)
      : tables_(connection),
        put_demonym_(connection.prepare("INSERT OR IGNORE INTO demonyms VALUES (?, ?)")) {}

  void add_own(std::vector<NamedPlace> places) {
    own_ = std::move(places);
    for (std::size_t i = 0; i < own_.size(); ++i) {
      for (const std::string& name : own_[i].names) own_by_key_[fold(name)].insert(i);
    }
  }

  void add_country(const NamedPlace& country) {
    for (const std::string& demonym : country.demonyms)
      put_demonym_.run(fold(demonym), country.place.country);
    const auto same = std::find_if(own_.begin(), own_.end(), [&](const NamedPlace& own) {
      return own.place.feature_type == "country" && own.place.country == country.place.country;
    });
    if (same != own_.end()) {
      same->names.insert(same->names.end(), country.names.begin(), country.names.end());
    } else {
      put(country);
    }
    country_ids_[country.place.country] = same != own_.end() ? same->place.id : country.place.id;
  }

  void add_city(NamedPlace city) {
    if (NamedPlace* own = find_own_settlement(city)) {
      own->names.insert(own->names.end(), city.names.begin(), city.names.end());
      own->place.population = std::max(own->place.population, city.place.population);
      return;
    }
    if (const auto country = country_ids_.find(city.place.country); country != country_ids_.end()) {
      city.place.parent_id = country->second;
    }
    put(city);
  }

  void finish() {
    for (const NamedPlace& place : own_) put(place);
  }

 private:
  // The row of data/places.csv for this GeoNames settlement: a name in common, and no further apart than the
  // circle of the one allows, 10 km at least, since sources disagree about the centre of a city.
  NamedPlace* find_own_settlement(const NamedPlace& city) {
    for (const std::string& name : city.names) {
      const auto found = own_by_key_.find(fold(name));
      if (found == own_by_key_.end()) continue;
      for (const std::size_t i : found->second) {
        const Place& own = own_[i].place;
        const Meters near = std::max(own.uncertainty, Meters::kilometers(10));
        if (is_settlement(own) && distance(own.location, city.place.location) <= near) return &own_[i];
      }
    }
    return nullptr;
  }

  void put(const NamedPlace& named) {
    tables_.put_place(named.place);
    for (const std::string& name : named.names) tables_.put_name(named.place.id, name);
  }

  PlaceTables tables_;
  Statement put_demonym_;
  std::vector<NamedPlace> own_;
  std::map<std::string, std::set<std::size_t>> own_by_key_;
  std::map<std::string, std::string> country_ids_;
};

void fill(Connection& connection, const GazetteerSources& sources,
          const std::function<void(std::int64_t)>& on_progress) {
  create_gazetteer_schema(connection);
  Transaction transaction(connection);
  // A place may come before the one that contains it.
  connection.execute("PRAGMA defer_foreign_keys = ON");
  Builder builder(connection);
  if (!sources.places.empty()) builder.add_own(load_own_places(sources.places));
  if (!sources.countries.empty()) {
    for (const NamedPlace& country : load_countries(sources.countries)) builder.add_country(country);
  }
  if (!sources.cities.empty()) {
    for_each_city(sources.cities, [&, count = std::int64_t{0}](const NamedPlace& city) mutable {
      builder.add_city(city);
      on_progress(++count);
    });
  }
  builder.finish();
  transaction.commit();
}

}  // namespace

struct Gazetteer::Impl {
  explicit Impl(Connection opened)
      : connection(std::move(opened)),
        tables(connection),
        find_demonym(connection.prepare("SELECT country FROM demonyms WHERE key = ? LIMIT 1")) {}

  Connection connection;
  PlaceTables tables;
  Statement find_demonym;
};

Gazetteer::Gazetteer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

Gazetteer Gazetteer::open(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw DatabaseError(fmt::format(
        "{}: no such gazetteer; scripts/build makes it, or name another with --gazetteer", file.string()));
  }
  Connection connection = Connection::open(file, Connection::Mode::read_only);
  if (connection.query_int64("PRAGMA application_id") != kApplicationId) {
    throw DatabaseError(fmt::format("{}: is no photomap gazetteer; choose another name", file.string()));
  }
  return Gazetteer(std::make_unique<Impl>(std::move(connection)));
}

Gazetteer Gazetteer::build_in_memory(const GazetteerSources& sources) {
  Connection connection = Connection::open_in_memory();
  fill(connection, sources, [](std::int64_t) {});
  return Gazetteer(std::make_unique<Impl>(std::move(connection)));
}

bool Gazetteer::has_name(const std::string& key) {
  return impl_->tables.has_key(key);
}

std::vector<Place> Gazetteer::find_by_key(const std::string& key) {
  std::vector<Place> places;
  for (const std::string& id : impl_->tables.find_ids_by_key(key)) places.push_back(*find_place(id));
  return places;
}

std::optional<Place> Gazetteer::find_place(const std::string& id) {
  return impl_->tables.find_place(id);
}

std::vector<std::string> Gazetteer::names(const std::string& place_id) {
  return impl_->tables.names(place_id);
}

std::optional<std::string> Gazetteer::find_country_of_demonym(const std::string& key) {
  std::optional<std::string> country;
  if (impl_->find_demonym.bind_all(key).step()) country = impl_->find_demonym.text(0);
  impl_->find_demonym.reset();
  return country;
}

std::int64_t Gazetteer::place_count() {
  return impl_->connection.query_int64("SELECT count(*) FROM places");
}

void build_gazetteer(const GazetteerSources& sources, const std::filesystem::path& output,
                     const std::function<void(std::int64_t)>& on_progress) {
  // Only a gazetteer is replaced: open throws for any other file.
  if (std::filesystem::exists(output)) Gazetteer::open(output);
  create_database_file(output, IfThere::replace, [&](Connection& connection) {
    // Nothing is lost by a crash but the partial file; all of it (some 200 MB) is built in memory.
    connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000");
    fill(connection, sources, on_progress);
    connection.execute("ANALYZE");
  });
}

}  // namespace photomap
