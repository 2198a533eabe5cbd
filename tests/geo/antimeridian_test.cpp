#include "geo/antimeridian.hpp"

#include "geo/geojson.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

namespace photomap {

TEST_CASE("a line is cut where it crosses the antimeridian, on the latitude where it does") {
  using Lines = std::vector<std::vector<LonLat>>;
  const std::vector<std::pair<std::vector<LonLat>, Lines>> table{
      {{}, {}},
      {{{1, 2}}, {}},
      {{{1, 2}, {3, 4}}, {{{1, 2}, {3, 4}}}},
      {{{-90, 0}, {90, 0}}, {{{-90, 0}, {90, 0}}}},  // either way is as short
      {{{170, 45}, {-170, 45}}, {{{170, 45}, {180, 45}}, {{-180, 45}, {-170, 45}}}},
      {{{-179, 10}, {178, 16}}, {{{-179, 10}, {-180, 12}}, {{180, 12}, {178, 16}}}},
      {{{170, 0}, {-170, 10}, {170, 20}},
       {{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 10}, {-180, 15}}, {{180, 15}, {170, 20}}}},
      {{{170, 0}, {180, 5}, {-170, 6}}, {{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 6}}}},
      {{{170, 0}, {-180, 5}, {-170, 6}}, {{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 6}}}},
      {{{170, 0}, {-180, 5}}, {{{170, 0}, {180, 5}}}},
      {{{180, 1}, {-180, 2}}, {{{-180, 1}, {-180, 2}}}},  // along it
      {{{180, 1}, {-180, 1}}, {{{180, 1}, {180, 1}}}},
      {{{5, 5}, {5, 5}}, {{{5, 5}, {5, 5}}}},
  };
  for (const auto& [line, parts] : table) {
    CAPTURE(line.empty() ? 0 : line.front().lon, line.size());
    const Lines cut = cut_at_antimeridian(line);
    REQUIRE(cut.size() == parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) CHECK(cut[i] == parts[i]);
  }
}

TEST_CASE("the route of an essay over the antimeridian is a MultiLineString") {
  const Json across = essay_feature({}, {{179, -17}, {-179, -18}})["geometry"];
  CHECK(across == Json::parse(R"({"type": "MultiLineString",
    "coordinates": [[[179.0, -17.0], [180.0, -17.5]], [[-180.0, -17.5], [-179.0, -18.0]]]})"));
  CHECK(essay_feature({}, {{178, -17}, {179, -18}})["geometry"]["type"] == "LineString");
  CHECK(essay_feature({}, {{178, -17}})["geometry"].is_null());
}

}  // namespace photomap
