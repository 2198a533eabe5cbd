#include "tests/server/test_store.hpp"

#include <string>

namespace photomap {

namespace {

void put(StoreTransaction& transaction, std::int64_t essay, int number, std::optional<LonLat> location) {
  PhotoRecord record;
  record.caption = "Photo " + std::to_string(number) + " of Ürgüp, Ташкент & <b>";
  record.credit = "A. Tester";
  record.location = location;
  Georeference where;
  where.location = location;
  where.uncertainty = Meters{100};
  where.confidence = location ? 1 : 0;
  where.reason = location ? "from the source" : "no place named";
  transaction.put_photo(essay, number, number, record, where);
}

}  // namespace

const std::vector<LonLat>& test_locations() {
  static const std::vector<LonLat> locations{
      {0, 0},
      {-180, 0},
      {180, 0},
      {179.9999999, -16.5},
      {-179.9999999, -16.5},
      {0, 90},
      {0, -90},
      {180, 90},
      {45, 85.06},
      {66.9749, 39.6542},
      {90, 66.51326044311186},
      {-90, -66.51326044311186},
  };
  return locations;
}

void fill_store(PhotoStore& store, int more) {
  StoreTransaction transaction(store);
  const std::int64_t edges = transaction.put_essay("Edges of the World", "Where grids end.");
  int number = 0;
  for (const LonLat location : test_locations()) put(transaction, edges, ++number, location);
  put(transaction, edges, ++number, std::nullopt);
  const std::int64_t samarkand = transaction.put_essay("Samarkand", "");
  for (int i = 1; i <= more; ++i) put(transaction, samarkand, i, LonLat{66.97 + i * 0.0001, 39.65});
  transaction.commit();
}

}  // namespace photomap
