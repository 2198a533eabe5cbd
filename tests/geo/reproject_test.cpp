#include "geo/reproject.hpp"

#include <catch2/catch.hpp>

#include <thread>
#include <vector>

namespace photomap {

TEST_CASE("a position in another reference system is where cs2cs puts it, east first") {
  const LonLat samarkand{66.9749, 39.6542};
  const std::vector<std::tuple<int, double, double>> table{
      {0, 66.9749, 39.6542},
      {4326, 66.9749, 39.6542},
      {3857, 7455611.76393, 4815818.07610},
      {32642, 326262.48002, 4391337.74793},
  };
  for (const auto& [code, east, north] : table) {
    CAPTURE(code);
    const auto reprojection = Reprojection::find({code});
    REQUIRE(reprojection);
    const auto at = reprojection->to_crs(samarkand);
    REQUIRE(at);
    CHECK(at->east == Approx(east).margin(1e-4));
    CHECK(at->north == Approx(north).margin(1e-4));
    CHECK(reprojection->is_north_first() == (code == 4326));
  }
}

TEST_CASE("a system that EPSG has not, or that has heights, is none") {
  for (const int code : {999'999, 1, 4979, 5773, -4326}) {
    CAPTURE(code);
    CHECK_FALSE(Reprojection::find({code}));
  }
  CHECK(Reprojection::find({2154}));
  CHECK(Reprojection::find({2393})->is_north_first());
}

TEST_CASE("a system has no point where its projection ends") {
  CHECK_FALSE(Reprojection::find({3857})->to_crs({0, 90}));
  CHECK_FALSE(Reprojection::find({32642})->to_crs({159, 0}));
}

TEST_CASE("the box around a box of another system holds all of its points") {
  const std::vector<CrsBox> boxes{{{32642}, {300'000, 4'300'000}, {400'000, 4'400'000}},
                                  {{32642}, {-500'000, 4'000'000}, {1'400'000, 5'900'000}},
                                  {{32642}, {0, 0}, {9'000'000, 9'000'000}},
                                  {{32660}, {500'000, 0}, {900'000, 1'000'000}},  // over the antimeridian
                                  {{32601}, {100'000, 5'000'000}, {500'000, 6'000'000}},
                                  {{3832}, {2'000'000, -3'000'000}, {3'900'000, -1'200'000}},
                                  {{3832}, {3'000'000, -2'000'000}, {9'000'000, 7'000'000}},
                                  {{4258}, {170, -20}, {-170, 5}},
                                  {{4269}, {172.5, 50}, {-165, 55}},
                                  {{3857}, {-20'037'508.35, -1e6}, {20'037'508.35, 9e6}},
                                  {{3857}, {7e6, 4e6}, {7.1e6, 4.1e6}}};
  for (const CrsBox& box : boxes) {
    const auto reprojection = Reprojection::find(box.crs);
    const Bbox around = reprojection->box_around(box);
    int inside = 0;
    for (double lon = -180; lon <= 180; lon += 0.25) {
      for (double lat = -89.5; lat < 90; lat += 0.25) {
        if (!reprojection->contains(box, {lon, lat})) continue;
        ++inside;
        if (!around.contains({lon, lat})) FAIL(box.crs.epsg << ": " << lon << " " << lat);
      }
    }
    CAPTURE(box.crs.epsg, box.least.east);
    CHECK(inside > 0);
  }
}

TEST_CASE("the box around one over the antimeridian is no larger than it need be") {
  const std::vector<CrsBox> boxes{{{32660}, {500'000, 0}, {900'000, 1'000'000}},
                                  {{32601}, {100'000, 5'000'000}, {500'000, 6'000'000}},
                                  {{3832}, {2'000'000, -3'000'000}, {3'900'000, -1'200'000}},
                                  {{4269}, {172.5, 50}, {-165, 55}}};
  for (const CrsBox& box : boxes) {
    CAPTURE(box.crs.epsg);
    const Bbox around = Reprojection::find(box.crs)->box_around(box);
    CHECK(around.crosses_antimeridian());
    CHECK(around.east + 360 - around.west < 25);
    CHECK(around.north - around.south < 20);
  }
}

TEST_CASE("each thread has its own") {
  const auto here = Reprojection::find({32642});
  std::shared_ptr<const Reprojection> there;
  std::thread([&] { there = Reprojection::find({32642}); }).join();
  CHECK(here == Reprojection::find({32642}));
  CHECK(here != there);
}

}  // namespace photomap
