#include "geo/point_row_runs.hpp"

#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

// Some of one place, and some longer than what is read at once.
std::pair<PointRow, std::string> make_row(std::int64_t id, std::mt19937& random) {
  const std::string record(random() % 100 == 0 ? 100'000 : random() % 50, static_cast<char>('a' + id % 26));
  PointRow row;
  row.code = random() % 500;
  row.id = id;
  row.record_bytes = static_cast<std::uint32_t>(record.size());
  return {row, record};
}

}  // namespace

TEST_CASE("rows come in the order of their codes, however many runs they were written in") {
  for (const std::size_t run_bytes : {std::size_t{1}, std::size_t{5000}, std::size_t{32} << 20}) {
    for (const int count : {0, 1, 2000}) {
      CAPTURE(run_bytes, count);
      const TemporaryDirectory directory;
      OutputFile file(directory.path() / "rows");
      PointRowRuns rows(file, run_bytes);
      std::mt19937 random(7);
      std::vector<std::pair<PointRow, std::string>> expected;
      for (int id = 0; id < count; ++id) {
        expected.push_back(make_row(id, random));
        rows.add(expected.back().first, expected.back().second);
      }
      std::stable_sort(expected.begin(), expected.end(),
                       [](const auto& a, const auto& b) { return a.first.code < b.first.code; });
      std::size_t next = 0;
      CHECK(rows.merge([&](const PointRow& row, std::string_view record) {
        REQUIRE(next < expected.size());
        REQUIRE(row.id == expected[next].first.id);
        REQUIRE(record == expected[next].second);
        ++next;
        return true;
      }));
      CHECK(next == expected.size());
    }
  }
}

TEST_CASE("the merging of rows ends where it is told to") {
  const TemporaryDirectory directory;
  OutputFile file(directory.path() / "rows");
  PointRowRuns rows(file);
  for (std::int64_t id = 0; id < 10; ++id) rows.add({.code = 1, .id = id}, {});
  int seen = 0;
  CHECK_FALSE(rows.merge([&](const PointRow&, std::string_view) { return ++seen < 3; }));
  CHECK(seen == 3);
}

}  // namespace photomap
