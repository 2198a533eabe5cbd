#include "geo/id_order.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <random>

namespace photomap {

namespace {

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

/// In no order, with gaps of up to so much.
std::vector<std::int64_t> make_ids(std::size_t count, std::int64_t gap, std::mt19937& random) {
  std::vector<std::int64_t> ids;
  std::int64_t id = -5;
  for (std::size_t i = 0; i < count; ++i) ids.push_back(id += 1 + static_cast<std::int64_t>(random()) % gap);
  std::shuffle(ids.begin(), ids.end(), random);
  return ids;
}

PhotoSet every(std::size_t step, std::size_t count) {
  std::vector<std::uint64_t> words(count / 64 + 1);
  for (std::size_t photo = 0; photo < count; photo += step)
    words[photo / 64] |= std::uint64_t{1} << (photo % 64);
  return {words, static_cast<PhotoNumber>(count)};
}

/// All of a set's pages one after the other, as ids.
template <typename Next>
std::vector<std::int64_t> walk(const std::vector<std::int64_t>& ids, bool descending, const Next& next) {
  std::vector<std::int64_t> found;
  for (std::int64_t from = descending ? kEnd : -kEnd;;) {
    const IdPage page = next(from);
    CHECK(page.has_less == !found.empty());
    for (const PhotoNumber photo : page.photos) found.push_back(ids[photo]);
    if (!page.has_more) return found;
    from = found.back();
  }
}

}  // namespace

TEST_CASE("pages by id have each photo of a set once, whichever way one goes") {
  std::mt19937 random(7);
  for (const std::int64_t gap : {1, 3, 1'000'000'000}) {
    for (const std::size_t count : {1, 63, 64, 500}) {
      const std::vector<std::int64_t> ids = make_ids(count, gap, random);
      const IdOrder order(ids);
      for (const std::size_t step : {1, 2, 70}) {
        const PhotoSet set = every(step, count);
        std::vector<std::int64_t> expected;
        for (std::size_t photo = 0; photo < count; photo += step) expected.push_back(ids[photo]);
        std::sort(expected.begin(), expected.end());
        for (const bool descending : {false, true}) {
          if (descending) std::reverse(expected.begin(), expected.end());
          for (const std::size_t limit : {1, 10, 1000}) {
            CAPTURE(gap, count, step, descending, limit);
            const auto by_order = [&](std::int64_t from) {
              return order.next(&set, from, descending, limit);
            };
            const auto by_set = [&](std::int64_t from) {
              return next_of_few(ids, set, from, descending, limit);
            };
            CHECK(walk(ids, descending, by_order) == expected);
            CHECK(walk(ids, descending, by_set) == expected);
            if (step > 1) continue;
            CHECK(walk(ids, descending, [&](std::int64_t from) {
                    return order.next(nullptr, from, descending, limit);
                  }) == expected);
          }
        }
      }
    }
  }
}

TEST_CASE("of no photos there is one page, an empty one") {
  const IdPage page = IdOrder({}).next(nullptr, -kEnd, false, 10);
  CHECK(page.photos.empty());
  CHECK_FALSE(page.has_more);
  CHECK_FALSE(page.has_less);
}

}  // namespace photomap
