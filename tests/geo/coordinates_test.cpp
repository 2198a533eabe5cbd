#include "geo/coordinates.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace photomap {

TEST_CASE("a box holds its edges, also over the antimeridian") {
  const Bbox plain{60, 35, 90, 55};
  CHECK(plain.contains({60, 35}));
  CHECK(plain.contains({90, 55}));
  CHECK_FALSE(plain.contains({59.9, 40}));
  CHECK_FALSE(plain.contains({70, 55.1}));
  const Bbox over{170, -20, -170, 20};
  CHECK(over.crosses_antimeridian());
  CHECK(over.contains({180, 0}));
  CHECK(over.contains({-175, 0}));
  CHECK_FALSE(over.contains({0, 0}));
}

TEST_CASE("a position is on earth within its ranges and where it is a number") {
  CHECK(is_on_earth({180, -90}));
  CHECK_FALSE(is_on_earth({180.1, 0}));
  CHECK_FALSE(is_on_earth({0, 90.1}));
  CHECK_FALSE(is_on_earth({std::numeric_limits<double>::quiet_NaN(), 0}));
  CHECK_FALSE(is_on_earth({0, std::numeric_limits<double>::infinity()}));
}

TEST_CASE("the middle of a way lies on the great circle, also over the antimeridian") {
  const LonLat middle = midpoint({10, 0}, {30, 0});
  CHECK(middle.lon == Approx(20));
  CHECK(middle.lat == Approx(0).margin(1e-9));
  const LonLat pacific = midpoint({170, 10}, {-170, 10});
  CHECK(std::abs(pacific.lon) == Approx(180));
  CHECK(pacific.lat > 10);
  CHECK(midpoint({66, 39}, {66, 39}).lat == Approx(39));
}

TEST_CASE("distances are those of the great circle") {
  const LonLat almaty{76.94578, 43.238949};
  const LonLat astana{71.4222, 51.1472};
  CHECK(distance(almaty, almaty).value == 0);
  CHECK(distance(almaty, astana).value == Approx(970'000).epsilon(0.01));
  CHECK(distance(almaty, astana).value == Approx(distance(astana, almaty).value));
  CHECK(distance({179.5, 0}, {-179.5, 0}).value == Approx(111'195).epsilon(0.001));
  CHECK(distance({0, 90}, {123, -90}).value == Approx(20'015'115).epsilon(0.001));
}

TEST_CASE("the distance to a box is that to its nearest point") {
  struct Row {
    LonLat from;
    Bbox box;
    LonLat nearest;
  };
  const std::vector<Row> table{
      {{5, 5}, {0, 0, 10, 10}, {5, 5}},
      {{5, 12}, {0, 0, 10, 10}, {5, 10}},
      {{12, -3}, {0, 0, 10, 10}, {10, 0}},
      {{12, 0}, {0, 0, 10, 10}, {10, 0}},
      {{-179, 0}, {170, -1, 179, 1}, {179, 0}},
      {{178, 5}, {179, -20, -179, 5}, {179, 5}},
      {{180, 0}, {179, -20, -179, 5}, {180, 0}},
      {{-179.5, 0}, {179, -20, -179, 5}, {-179.5, 0}},
      {{77, 90}, {0, 0, 10, 80}, {0, 80}},
      {{180, 89}, {-10, 60, 10, 88}, {10, 88}},  // over the pole
      {{180, 89}, {-10, 60, 10, 90}, {10, 90}},  // which is in the box
      {{100, -80}, {0, -90, 1, -60}, {0, -90}},
      {{123, 0}, {-180, 40, 180, 50}, {123, 40}},  // all the way round
      {{60, 0}, {60, 0, 60, 0}, {60, 0}},
  };
  for (const Row& row : table) {
    CAPTURE(row.from.lon, row.from.lat, row.box.west, row.box.north);
    CHECK(distance_to_box(row.from, row.box).value ==
          Approx(distance(row.from, row.nearest).value).margin(1e-6));
  }
  // At 70 degrees north the nearest point of a meridian is north of the parallel.
  CHECK(distance_to_box({0, 70}, {60, 0, 70, 90}) < distance({0, 70}, {60, 70}));
}

TEST_CASE("no point of a box is nearer than its nearest one") {
  std::mt19937 random{5};
  const auto degrees = [&random](double from, double to) {
    return from + (to - from) * static_cast<double>(random()) / 4294967296.0;
  };
  for (int n = 0; n < 400; ++n) {
    const LonLat from{degrees(-180, 180), degrees(-90, 90)};
    Bbox box{degrees(-180, 180), degrees(-90, 90), degrees(-180, 180), degrees(-90, 90)};
    if (box.south > box.north) std::swap(box.south, box.north);
    if (n % 10 == 0) box.north = 90;
    double least = box.contains(from) ? 0 : 1e9;
    const double width = box.crosses_antimeridian() ? box.east - box.west + 360 : box.east - box.west;
    constexpr int kSteps = 300;
    for (int step = 0; step <= kSteps; ++step) {
      const double lon = std::remainder(box.west + width * step / kSteps, 360);
      const double lat = box.south + (box.north - box.south) * step / kSteps;
      for (const LonLat at : {LonLat{lon, box.south}, {lon, box.north}, {box.west, lat}, {box.east, lat}})
        least = std::min(least, distance(from, at).value);
    }
    CAPTURE(from.lon, from.lat, box.west, box.south, box.east, box.north);
    CHECK(distance_to_box(from, box).value <= least + 1e-3);
    CHECK(distance_to_box(from, box).value >= least - 70'000);  // half a step
  }
}

}  // namespace photomap
