#include "geo/coordinates.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

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

}  // namespace photomap
