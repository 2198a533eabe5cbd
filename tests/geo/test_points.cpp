#include "tests/geo/test_points.hpp"

#include "geo/point_index_build.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <random>
#include <tuple>

namespace photomap {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The distributions of the standard library differ from one to the next.
class Dice {
 public:
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_()) % end; }
  double fraction() { return static_cast<double>(random_()) / 4294967296.0; }

 private:
  std::mt19937 random_{20261125};
};

LonLat near(LonLat centre, double degrees, Dice& dice) {
  // Denser towards the middle.
  const double apart = degrees * std::pow(dice.fraction(), 3);
  const double turn = dice.fraction() * 6.283185307179586;
  return {centre.lon + apart * std::cos(turn), centre.lat + apart * std::sin(turn)};
}

LonLat location_of(int number, Dice& dice) {
  const std::vector<LonLat> towns{
      {76.945, 43.238}, {71.43, 51.128}, {66.975, 39.654}, {80.41, 44.21}, {-70.6, -33.4}};
  const LonLat town = towns[dice.below(static_cast<std::uint32_t>(towns.size()))];
  const LonLat corners[] = {{-180, 90}, {180, -90}, {0, 0}, {179.9999999, 85.06}, {-180, -85.06}};
  switch (number % 10) {
    case 0: return {dice.fraction() * 360 - 180, dice.fraction() * 160 - 80};
    case 1: return town;
    case 2: return {60 + number * 0.0003, 45 + number * 0.0001};  // along a road
    case 3: return number < 50 ? corners[number / 10] : near(town, 0.001, dice);
    default: return near(town, 0.3, dice);
  }
}

LonLat rounded(LonLat location) {
  return {std::round(location.lon * 1e7) / 1e7, std::round(location.lat * 1e7) / 1e7};
}

void put(StoreTransaction& transaction, const std::vector<std::int64_t>& essays, int number, LonLat location,
         Dice& dice) {
  PhotoRecord record;
  record.caption = "Photo " + std::to_string(number) + ", Ташкент";
  record.credit = dice.below(4) == 0 ? "" : "Photographer " + std::to_string(dice.below(7));
  if (dice.below(3) > 0) {
    const sys_days first = sys_days(days(18'000 + dice.below(900)));
    record.taken = DateInterval{first, first + days(dice.below(31))};
  }
  if (dice.below(2) == 0) record.image_url = "https://example.org/" + std::to_string(number) + ".jpg";
  Georeference where;
  where.location = rounded(location);
  where.uncertainty = Meters{static_cast<double>(10 + dice.below(20'000))};
  where.country = dice.below(5) == 0 ? "" : dice.below(2) == 0 ? "KZ" : "UZ";
  where.confidence = 0.9;
  where.reason = "position given by the source";
  if (number % 3 == 0) where.place_id = number % 2 == 0 ? "tashkent" : "chorsu";
  if (number % 7 == 0) where.place_id = number % 2 == 0 ? "almaty" : "astana";
  transaction.put_photo(essays[dice.below(static_cast<std::uint32_t>(essays.size()))], number, number, record,
                        where);
}

void fill(PhotoStore& store, const std::vector<LonLat>& locations, Dice& dice) {
  StoreTransaction transaction(store);
  const std::vector<std::tuple<const char*, const char*, const char*>> places{
      {"uzbekistan", "", "UZ"}, {"tashkent", "uzbekistan", "UZ"}, {"chorsu", "tashkent", "UZ"},
      {"kazakhstan", "", "KZ"}, {"astana", "kazakhstan", "KZ"},   {"almaty", "", "KZ"}};
  for (const auto& [id, parent, country] : places) {
    Place place{.id = id,
                .name = id,
                .feature_type = "city",
                .country = country,
                .location = {},
                .uncertainty = {1},
                .parent_id = parent,
                .source = "test",
                .licence = "none"};
    if (place.id.ends_with("stan")) place.feature_type = "country";
    transaction.put_place(place, {});
  }
  std::vector<std::int64_t> essays;
  for (const char* title : {"Roads", "Bazaars", "Borders"})
    essays.push_back(transaction.put_essay(title, ""));
  int number = 0;
  for (const LonLat location : locations) put(transaction, essays, number++, location, dice);
  transaction.commit();
}

std::filesystem::path make_directory() {
  std::string name = (std::filesystem::temp_directory_path() / "photomap-points-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no directory for tests");
  return name;
}

}  // namespace

void fill_with_points(PhotoStore& store, int count) {
  Dice dice;
  std::vector<LonLat> locations;
  for (int number = 0; number < count; ++number) locations.push_back(location_of(number, dice));
  fill(store, locations, dice);
}

TestPoints::TestPoints(int count) {
  fill_with_points(store_, count);
  build();
}

TestPoints::TestPoints(const std::vector<LonLat>& locations) {
  Dice dice;
  fill(store_, locations, dice);
  build();
}

void TestPoints::build() {
  directory_ = make_directory();
  file_ = directory_ / "photos.db.points";
  const PhotoStore::Snapshot snapshot(store_);
  build_point_index(store_, file_);
  index_ = std::make_unique<PointIndex>(file_);
}

TestPoints::~TestPoints() {
  std::filesystem::remove_all(directory_);
}

}  // namespace photomap
