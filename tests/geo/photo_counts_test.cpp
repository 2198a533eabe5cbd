#include "geo/photo_counts.hpp"

#include "tests/geo/test_points.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>

namespace photomap {

namespace {

constexpr CountedBy kAll[] = {CountedBy::essay,        CountedBy::place, CountedBy::country,
                              CountedBy::photographer, CountedBy::month, CountedBy::year};

std::map<std::string, std::int64_t> as_map(PhotoCounts counts) {
  std::map<std::string, std::int64_t> map;
  for (const PhotoGroup& group : std::move(counts).finish())
    map[group.value + "|" + group.name] += group.count;
  return map;
}

Photo dated(std::chrono::sys_days first, std::chrono::sys_days last) {
  Photo photo;
  photo.record.taken = DateInterval{first, last};
  return photo;
}

}  // namespace

TEST_CASE("the index and the store count alike, by whatever is counted and under a filter") {
  const TestPoints points(2000);
  PhotoQuery some;
  some.has_image = true;
  some.essays = {"roads"};
  for (const PhotoQuery& query : {PhotoQuery{}, some}) {
    const PhotoSet filter = points.index().select(query);
    for (const CountedBy by : kAll) {
      PhotoCounts of_index(by);
      of_index.add(points.index(), &filter);
      PhotoCounts of_store(by);
      for (const Photo& photo : points.store().find_photos(query)) of_store.add(photo);
      const auto counted = as_map(of_index);
      CHECK(counted == as_map(of_store));
      std::int64_t total = 0;
      for (const auto& [group, count] : counted) total += count;
      CHECK(total == filter.size());
      PhotoCounts unfiltered(by);
      if (!query.has_image) {
        unfiltered.add(points.index(), nullptr);
        CHECK(counted == as_map(unfiltered));
      }
    }
  }
}

TEST_CASE("a photo is counted once, in the months in which it may have been taken") {
  using namespace std::chrono;
  PhotoCounts months(CountedBy::month);
  PhotoCounts years(CountedBy::year);
  for (const Photo& photo : {dated(2022y / 6 / 1, 2022y / 6 / 30), dated(2022y / 6 / 30, 2022y / 6 / 30),
                             dated(2022y / 6 / 30, 2022y / 8 / 1), dated(2019y / 12 / 31, 2022y / 1 / 1),
                             dated(0y / 1 / 1, 0y / 1 / 1), Photo{}}) {
    months.add(photo);
    years.add(photo);
  }
  CHECK(as_map(months) ==
        std::map<std::string, std::int64_t>{
            {"0000-01|", 1}, {"2019-12/2022-01|", 1}, {"2022-06|", 2}, {"2022-06/2022-08|", 1}, {"|", 1}});
  CHECK(as_map(years) ==
        std::map<std::string, std::int64_t>{{"0000|", 1}, {"2019/2022|", 1}, {"2022|", 3}, {"|", 1}});
  const auto in_order = std::move(years).finish();
  CHECK(in_order.front().value == "0000");
  CHECK(in_order.back().value.empty());
}

TEST_CASE("the largest group comes first, what is not known last") {
  PhotoCounts counts(CountedBy::country);
  for (const char* country : {"KZ", "", "UZ", "", "UZ", ""}) {
    Photo photo;
    photo.where.country = country;
    counts.add(photo);
  }
  const auto groups = std::move(counts).finish();
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].value == "UZ");
  CHECK(groups[0].count == 2);
  CHECK(groups[2].value.empty());
  CHECK(groups[2].count == 3);
}

}  // namespace photomap
