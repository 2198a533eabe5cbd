// What holds many things in little memory.
#include "geo/external_sort.hpp"
#include "geo/hash_set.hpp"
#include "geo/id_set.hpp"
#include "geo/photo_identity.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace photomap {

TEST_CASE("what is sorted in runs comes out as what is sorted at once") {
  std::mt19937_64 random(3);
  for (const std::size_t count : {0U, 1U, 99U, 100U, 101U, 1000U, 20'000U}) {
    CAPTURE(count);
    ExternalSort<std::uint64_t> sort(100);
    std::vector<std::uint64_t> expected;
    for (std::size_t i = 0; i < count; ++i) expected.push_back(random() % 1000);
    for (const auto number : expected) sort.add(number);
    CHECK(sort.size() == count);
    std::sort(expected.begin(), expected.end());
    std::vector<std::uint64_t> sorted;
    sort.drain([&](std::uint64_t number) { sorted.push_back(number); });
    CHECK(sorted == expected);
    CHECK(sort.size() == 0);
  }
}

TEST_CASE("a set of hashes knows what it holds") {
  std::mt19937_64 random(4);
  HashSet hashes;
  std::vector<std::uint64_t> put{0, 1, std::uint64_t{1} << 63};
  while (put.size() < 50'000) put.push_back(random());
  for (const auto hash : put) REQUIRE(hashes.insert(hash));
  for (const auto hash : put) REQUIRE_FALSE(hashes.insert(hash));
  int taken_for_another = 0;
  for (int i = 0; i < 50'000; ++i) taken_for_another += hashes.contains(random()) ? 1 : 0;
  CHECK(taken_for_another == 0);
}

TEST_CASE("a set of ids knows what it holds") {
  IdSet ids;
  const std::vector<std::int64_t> put{1, 2, 4095, 4096, 1'000'000, -5, std::int64_t{1} << 62};
  for (const auto id : put) CHECK(ids.insert(id));
  for (const auto id : put) CHECK_FALSE(ids.insert(id));
  CHECK(ids.contains(4096));
  CHECK_FALSE(ids.contains(3));
  CHECK_FALSE(ids.contains(8192));
}

TEST_CASE("photos of one caption are told apart by their order, of one id not at all") {
  PhotoRecord kite;
  kite.caption = "A kite";
  Identities identities;
  std::set<std::int64_t> given;
  for (std::int64_t earlier = 0; earlier < 1000; ++earlier) {
    const auto identity = identities.next(1, kite);
    REQUIRE(identity == photo_identity(kite, earlier));
    given.insert(*identity);
  }
  CHECK(given.size() == 1000);
  CHECK(identities.next(2, kite) == photo_identity(kite, 0));  // another essay
  kite.caption = "a KITE!";
  CHECK(identities.next(2, kite) == photo_identity(kite, 1));
  kite.source_id = "k";
  CHECK(identities.next(2, kite) == photo_identity(kite, 0));
  CHECK_FALSE(identities.next(2, kite));
  CHECK(identities.next(3, kite));
}

}  // namespace photomap
