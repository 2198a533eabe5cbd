#include "geo/ordered_pieces.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace photomap {

namespace {

// The later ones are made sooner.
int make_slowly(std::size_t piece) {
  std::this_thread::sleep_for(std::chrono::milliseconds(piece % 4 == 0 ? 3 : 0));
  return static_cast<int>(piece);
}

}  // namespace

TEST_CASE("pieces are taken in their order, each once") {
  for (const std::size_t count : {0U, 1U, 2U, 50U}) {
    std::vector<int> taken;
    make_in_order<int>(count, make_slowly, [&](int piece) {
      taken.push_back(piece);
      return true;
    });
    REQUIRE(taken.size() == count);
    for (std::size_t i = 0; i < count; ++i) CHECK(taken[i] == static_cast<int>(i));
  }
}

TEST_CASE("no more pieces are made once who takes them has had enough") {
  std::atomic<int> made = 0;
  int taken = 0;
  make_in_order<int>(
      100'000,
      [&](std::size_t piece) {
        ++made;
        return static_cast<int>(piece);
      },
      [&](int) { return ++taken < 3; });
  CHECK(taken == 3);
  CHECK(made < 1000);
}

TEST_CASE("what the making of a piece throws is thrown after those before it have been taken") {
  int taken = 0;
  const auto make = [](std::size_t piece) {
    if (piece == 5) throw std::runtime_error("piece 5");
    return static_cast<int>(piece);
  };
  CHECK_THROWS_WITH(make_in_order<int>(20, make,
                                       [&](int) {
                                         ++taken;
                                         return true;
                                       }),
                    "piece 5");
  CHECK(taken == 5);
}

}  // namespace photomap
