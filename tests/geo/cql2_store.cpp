#include "tests/geo/cql2_store.hpp"

#include <utility>

namespace photomap {

namespace {

struct Row {
  std::string caption;
  std::string credit;
  std::string country;
  std::optional<LonLat> location;
  std::optional<DateInterval> taken;
  double uncertainty_m;
  double confidence;
  std::string image_url;
  std::vector<std::string> candidates;
};

DateInterval days(const char* first, const char* last) {
  return {*parse_day(first), *parse_day(last)};
}

std::vector<Row> rows() {
  return {
      {"Siab Bazaar",
       "Jane O'Hara",
       "UZ",
       LonLat{66.98, 39.66},
       days("2022-06-01", "2022-06-30"),
       150,
       0.95,
       "http://x/1.jpg",
       {}},
      {"København H, 50% off",
       "Åse Ø",
       "DK",
       LonLat{12.56, 55.67},
       days("2023-05-12", "2023-05-12"),
       900.4,
       0.854,
       "",
       {"a", "b"}},
      {"STRASSE und Straße", "", "DE", LonLat{13.4, 52.5}, std::nullopt, 2500, 0.7, "http://x/3.jpg", {"b"}},
      {"Базар в Ташкенте",
       "Jane O'Hara",
       "UZ",
       LonLat{69.24, 41.31},
       days("2022-01-01", "2022-12-31"),
       5000,
       0.5,
       "",
       {"a", "b", "c"}},
      {"", "Zoë", "", std::nullopt, days("2022-06-30", "2022-07-02"), 0, 0, "", {}},
      {"Fiji\n100_percent \\ path",
       "x",
       "FJ",
       LonLat{179.5, -17},
       days("1999-12-31", "1999-12-31"),
       15000,
       0.25,
       "",
       {}}};
}

void put(StoreTransaction& transaction, std::int64_t essay, int number, const Row& row) {
  PhotoRecord record;
  record.caption = row.caption;
  record.credit = row.credit;
  record.taken = row.taken;
  record.image_url = row.image_url;
  Georeference where;
  where.location = row.location;
  where.uncertainty = Meters{row.uncertainty_m};
  where.country = row.country;
  where.confidence = row.confidence;
  where.reason = "because";
  for (const std::string& id : row.candidates)
    where.candidates.push_back(
        {.place_id = id, .place_name = id, .country = "", .location = {}, .uncertainty = {}});
  transaction.put_photo(essay, number, number, record, where);
}

template <typename Parse>
std::string error_of(Parse parse, std::string_view filter) {
  try {
    parse(filter, {.queryables = photo_queryables()});
  } catch (const Cql2Error& error) {
    return error.what();
  }
  return "";
}

Ids found(const PhotoStore& store, const Cql2& filter) {
  const auto ids = store.find_photo_ids({.filter = filter});
  return {ids.begin(), ids.end()};
}

}  // namespace

PhotoStore make_cql2_store() {
  PhotoStore store = PhotoStore::open_in_memory();
  StoreTransaction transaction(store);
  const std::int64_t essay = transaction.put_essay("Six photos", "");
  int number = 0;
  for (const Row& row : rows()) put(transaction, essay, ++number, row);
  transaction.commit();
  return store;
}

Ids find_by_text(const PhotoStore& store, std::string_view filter, const GeometryCrs& crs) {
  return found(store, parse_cql2_text(filter, {.queryables = photo_queryables(), .crs = crs}));
}

Ids find_by_json(const PhotoStore& store, std::string_view filter) {
  return found(store, parse_cql2_json(filter, {.queryables = photo_queryables()}));
}

std::string error_of_text(std::string_view filter) {
  return error_of(parse_cql2_text, filter);
}

std::string error_of_json(std::string_view filter) {
  return error_of(parse_cql2_json, filter);
}

}  // namespace photomap
