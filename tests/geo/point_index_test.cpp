#include "geo/point_index.hpp"

#include "geo/clusters.hpp"
#include "geo/geojson.hpp"
#include "geo/point_index_build.hpp"
#include "geo/reproject.hpp"
#include "geo/sqlite.hpp"
#include "tests/geo/test_points.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>

namespace photomap {

namespace {

using Content = std::vector<std::pair<TileId, TileContent>>;

// What all tiles of a zoom show. Tiles without photos are not asked for.
Content content_at(const PointIndex& index, const PhotoSet* filter, int zoom) {
  Content content;
  for (PhotoNumber photo = 0; photo < index.size();) {
    const std::uint64_t code = index.arrays().codes[photo];
    const TileId tile = TileId::containing(point_of(code), zoom);
    content.emplace_back(tile, find_tile_content(index, filter, tile));
    photo = index.photos_in(WorldCell::of(tile)).end;
  }
  return content;
}

std::vector<PhotoQuery> queries() {
  const auto day = [](int number) { return std::chrono::sys_days(std::chrono::days(number)); };
  std::vector<PhotoQuery> all(18);
  all[1].essays = {"roads", "borders"};
  all[2].photographers = {"Photographer 3"};
  all[3].countries = {"KZ"};
  all[4].taken = DateInterval{day(18'100), day(18'130)};
  all[5].dated = true;
  all[6].max_uncertainty = Meters{5000};
  all[7].has_image = true;
  all[8].bbox = Bbox{66.9, 39.5, 76.945, 43.238};
  all[9].bbox = Bbox{170, -90, -60, 90};
  all[9].essays = {"roads"};
  all[9].taken = DateInterval{day(18'100), day(18'500)};
  for (const auto& [number, box] :
       {std::pair(10, CrsBox{{32642}, {300'000, 4'380'000}, {400'000, 4'400'000}}),
        std::pair(11, CrsBox{{3857}, {7e6, 4e6}, {8.6e6, 5.3e6}})}) {
    all[static_cast<std::size_t>(number)].crs_box = box;
    all[static_cast<std::size_t>(number)].bbox = Reprojection::find(box.crs)->box_around(box);
  }
  all[12].ids = {{3, 17, 256, 1'000'000}};
  all[13].places = {"tashkent"};
  all[14].places = {"kazakhstan", "chorsu"};  // nothing says that Almaty is in it but its code
  all[14].essays = {"roads"};
  all[15].bbox = Bbox{66.9, 39.5, 66.95, 39.6};
  all[15].circle_touches = true;
  all[16].bbox = Bbox{179.9, -90, -179.9, 90};
  all[16].circle_touches = true;
  all[17].bbox = Bbox{-170, 89, -160, 90};
  all[17].circle_touches = true;
  return all;
}

// As a server asks an index.
PhotoSet select(const TestPoints& points, PhotoQuery query) {
  query.places = points.store().place_tree().within(query.places);
  return points.index().select(query);
}

std::set<std::int64_t> ids_in_index(const TestPoints& points, const PhotoQuery& query) {
  std::set<std::int64_t> ids;
  select(points, query).for_each(0, points.index().size(), [&](PhotoNumber photo) {
    ids.insert(points.index().arrays().ids[photo]);
  });
  return ids;
}

std::set<std::int64_t> ids_in_store(const PhotoStore& store, const PhotoQuery& query) {
  std::set<std::int64_t> ids;
  for (const Photo& photo : store.find_photos(query)) ids.insert(photo.id);
  return ids;
}

// The markers of a zoom in its pixels.
std::vector<std::pair<double, double>> markers_of(const PointIndex& index, const Content& content, int zoom) {
  const auto pixels = [zoom](WorldPoint at) {
    const double scale = std::ldexp(kTilePixels, zoom - 32);
    return std::pair(at.x * scale, at.y * scale);
  };
  std::vector<std::pair<double, double>> markers;
  for (const auto& [tile, shown] : content) {
    for (const Cluster& cluster : shown.clusters) markers.push_back(pixels(cluster.at));
    for (const PhotoNumber photo : shown.photos)
      markers.push_back(pixels(point_of(index.arrays().codes[photo])));
  }
  return markers;
}

bool encloses(const PhotoSummary& outer, const PhotoSummary& inner) {
  return outer.west <= inner.west && outer.north <= inner.north && outer.east >= inner.east &&
         outer.south >= inner.south && outer.count >= inner.count;
}

bool are_in_one_cluster(const Content& content, const PhotoSummary& photos) {
  for (const auto& [tile, shown] : content) {
    for (const Cluster& cluster : shown.clusters) {
      if (encloses(cluster.photos, photos)) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("each photo is in one cluster of one tile, at every zoom and under every filter") {
  const TestPoints points(4000);
  const PointIndex& index = points.index();
  for (const PhotoQuery& query : queries()) {
    const PhotoSet filter = select(points, query);
    for (int zoom = 0; zoom <= kMaxZoom; ++zoom) {
      PhotoNumber count = 0;
      std::set<PhotoNumber> alone;
      for (const auto& [tile, shown] : content_at(index, &filter, zoom)) {
        for (const Cluster& cluster : shown.clusters) {
          count += cluster.photos.count;
          CHECK(cluster.photos.count > 1);
          CHECK(TileId::containing(cluster.at, zoom) == tile);
        }
        for (const PhotoNumber photo : shown.photos) {
          CHECK(filter.contains(photo));
          CHECK(alone.insert(photo).second);
          CHECK(TileId::containing(point_of(index.arrays().codes[photo]), zoom) == tile);
        }
      }
      CAPTURE(zoom);
      CHECK(count + alone.size() == filter.size());
    }
  }
}

TEST_CASE("without a filter a tile is as with one that all photos pass, but for where large clusters stand") {
  const TestPoints points(4000);
  const PointIndex& index = points.index();
  const PhotoSet all = index.select({});
  CHECK(all.size() == index.size());
  for (const int zoom : {0, 3, 9, 14, 20}) {
    std::size_t total = 0;
    for (const auto& [tile, shown] : content_at(index, nullptr, zoom)) {
      total += shown.photos.size();
      for (const Cluster& cluster : shown.clusters) total += cluster.photos.count;
    }
    CHECK(total == index.size());
  }
}

TEST_CASE("the index and the store find the same photos") {
  const TestPoints points(3000);
  for (PhotoQuery query : queries()) {
    const std::set<std::int64_t> ids = ids_in_index(points, query);
    CHECK(ids == ids_in_store(points.store(), query));
    query.is_large_part = true;
    CHECK(ids == ids_in_store(points.store(), query));
    CHECK(!ids.empty());
  }
}

TEST_CASE("a circle touches a box where the true distance to it is no longer than its radius") {
  std::mt19937 random{8};
  const auto degrees = [&random](double from, double to) {
    return from + (to - from) * static_cast<double>(random()) / 4294967296.0;
  };
  const TestPoints points(2500);
  const std::vector<Photo> photos = points.store().find_photos({});
  std::size_t by_circle = 0;
  for (int n = 0; n < 60; ++n) {
    PhotoQuery query;
    query.circle_touches = true;
    const LonLat corner =
        n % 2 == 0 ? LonLat{degrees(-180, 180), degrees(-90, 80)} : *photos[n].where.location;
    const double size = n % 3 == 0 ? 10 : 0.1;
    query.bbox = Bbox{corner.lon, corner.lat, std::remainder(corner.lon + size, 360),
                      std::min(corner.lat + size, 90.0)};
    if (n % 2 == 1)
      query.bbox = Bbox{std::max(corner.lon - size, -180.0), std::max(corner.lat - size, -90.0),
                        std::max(corner.lon - size / 9, -180.0), corner.lat};
    std::set<std::int64_t> expected;
    for (const Photo& photo : photos) {
      const LonLat at = *photo.where.location;
      if (!query.bbox->contains(at) && !(distance_to_box(at, *query.bbox) <= photo.where.uncertainty))
        continue;
      expected.insert(photo.id);
      by_circle += query.bbox->contains(at) ? 0 : 1;
    }
    CAPTURE(query.bbox->west, query.bbox->south, query.bbox->east, query.bbox->north);
    CHECK(ids_in_index(points, query) == expected);
    CHECK(ids_in_store(points.store(), query) == expected);
  }
  CHECK(by_circle > 500);
}

TEST_CASE("the index keeps what a tile shows of a photo") {
  const TestPoints points(500);
  const PointIndex& index = points.index();
  for (PhotoNumber number = 0; number < index.size(); ++number) {
    const IndexedPhoto indexed = index.photo(number);
    const auto photo = points.store().find_photo(indexed.id);
    REQUIRE(photo);
    CHECK(indexed.location == photo->where.location);
    CHECK(indexed.position == photo->position);
    CHECK(indexed.essay_slug == photo->essay_slug);
    CHECK(indexed.essay_title == photo->essay_title);
    CHECK(indexed.caption == photo->record.caption);
    CHECK(indexed.credit == photo->record.credit);
    CHECK(indexed.country == photo->where.country);
    CHECK(indexed.reason == photo->where.reason);
    CHECK(indexed.image_url == photo->record.image_url);
    CHECK(indexed.uncertainty_m == photo->where.uncertainty.value);
    CHECK((indexed.first_day == kNoDay) == !photo->record.taken);
    if (photo->record.taken) {
      CHECK(indexed.first_day == photo->record.taken->first.time_since_epoch().count());
      CHECK(indexed.last_day == photo->record.taken->last.time_since_epoch().count());
    }
  }
}

TEST_CASE("a cluster tells the box and the dates of just its photos") {
  const TestPoints points(4000);
  const PointIndex& index = points.index();
  for (const PhotoQuery& query : queries()) {
    const PhotoSet filter = select(points, query);
    // At zoom 0 a few clusters hold everything, so their sums are known by themselves.
    PhotoSummary shown;
    PhotoSummary expected;
    const auto add = [](PhotoSummary& to, const PhotoSummary& more) {
      to.count += more.count;
      to.west = std::min(to.west, more.west);
      to.north = std::min(to.north, more.north);
      to.east = std::max(to.east, more.east);
      to.south = std::max(to.south, more.south);
      if (more.first_day == kNoDay) return;
      to.first_day = to.first_day == kNoDay ? more.first_day : std::min(to.first_day, more.first_day);
      to.last_day = std::max(to.last_day, more.last_day);
    };
    const auto one = [&](PhotoNumber photo) {
      const WorldPoint at = point_of(index.arrays().codes[photo]);
      PhotoSummary summary{.count = 1, .west = at.x, .north = at.y, .east = at.x, .south = at.y};
      summary.first_day = index.arrays().first_day[photo];
      summary.last_day = index.arrays().last_day[photo];
      return summary;
    };
    filter.for_each(0, index.size(), [&](PhotoNumber photo) { add(expected, one(photo)); });
    const TileContent content = find_tile_content(index, &filter, *TileId::make(0, 0, 0));
    for (const Cluster& cluster : content.clusters) add(shown, cluster.photos);
    for (const PhotoNumber photo : content.photos) add(shown, one(photo));
    CHECK(shown.count == expected.count);
    CHECK(shown.west == expected.west);
    CHECK(shown.north == expected.north);
    CHECK(shown.east == expected.east);
    CHECK(shown.south == expected.south);
    CHECK(shown.first_day == expected.first_day);
    CHECK(shown.last_day == expected.last_day);
  }
}

TEST_CASE("a cluster parts at just the zoom that it says") {
  const TestPoints points(1500);
  const PointIndex& index = points.index();
  PhotoQuery query;
  query.essays = {"roads", "bazaars"};
  const PhotoSet some = index.select(query);
  for (const PhotoSet* filter : {static_cast<const PhotoSet*>(nullptr), &some}) {
    std::map<int, Content> zooms;
    for (int zoom = 0; zoom <= kMaxZoom; ++zoom) zooms.emplace(zoom, content_at(index, filter, zoom));
    for (int zoom = 0; zoom < kMaxZoom; ++zoom) {
      for (const auto& [tile, shown] : zooms[zoom]) {
        for (const Cluster& cluster : shown.clusters) {
          const bool is_one_spot =
              cluster.photos.west == cluster.photos.east && cluster.photos.north == cluster.photos.south;
          CHECK(is_one_spot == !cluster.expansion_zoom);
          const int parts = cluster.expansion_zoom.value_or(kMaxZoom + 1);
          CHECK(parts > zoom);
          for (int deeper = zoom + 1; deeper <= std::min(parts, kMaxZoom); ++deeper) {
            CAPTURE(zoom, deeper, parts, cluster.photos.count);
            CHECK(are_in_one_cluster(zooms[deeper], cluster.photos) == (deeper < parts));
          }
        }
      }
    }
  }
}

TEST_CASE("markers keep apart") {
  const TestPoints points(20'000);
  const PointIndex& index = points.index();
  PhotoQuery query;
  query.countries = {"KZ"};
  const PhotoSet some = index.select(query);
  for (const PhotoSet* filter : {static_cast<const PhotoSet*>(nullptr), &some}) {
    for (int zoom = 3; zoom <= 20; ++zoom) {
      const auto markers = markers_of(index, content_at(index, filter, zoom), zoom);
      std::map<std::pair<int, int>, std::vector<std::pair<double, double>>> grid;
      for (const auto& [x, y] : markers)
        grid[{static_cast<int>(x / 30), static_cast<int>(y / 30)}].emplace_back(x, y);
      std::size_t near = 0;
      for (const auto& [x, y] : markers) {
        std::size_t here = 0;
        for (int column = -1; column <= 1; ++column) {
          for (int row = -1; row <= 1; ++row) {
            const auto cell = grid.find({static_cast<int>(x / 30) + column, static_cast<int>(y / 30) + row});
            if (cell == grid.end()) continue;
            for (const auto& [other_x, other_y] : cell->second)
              here += std::hypot(x - other_x, y - other_y) <= 30 ? 1 : 0;
          }
        }
        near += here > 1 ? 1 : 0;
      }
      CAPTURE(zoom, near, markers.size());
      CHECK(static_cast<double>(near) <= 0.02 * static_cast<double>(markers.size()));
    }
  }
}

TEST_CASE("photos on one spot stay one cluster at every zoom") {
  const TestPoints points(std::vector<LonLat>(1000, LonLat{76.945, 43.238}));
  for (int zoom = 0; zoom <= kMaxZoom; ++zoom) {
    const Content content = content_at(points.index(), nullptr, zoom);
    REQUIRE(content.size() == 1);
    REQUIRE(content.front().second.clusters.size() == 1);
    CHECK(content.front().second.clusters.front().photos.count == 1000);
    CHECK_FALSE(content.front().second.clusters.front().expansion_zoom);
  }
}

TEST_CASE("an index of no photos has tiles, all empty") {
  const TestPoints points(0);
  CHECK(points.index().size() == 0);
  CHECK(points.index().select({}).size() == 0);
  for (const int zoom : {0, 7, kMaxZoom}) {
    const TileContent content = find_tile_content(points.index(), nullptr, *TileId::make(zoom, 0, 0));
    CHECK(content.clusters.empty());
    CHECK(content.photos.empty());
  }
}

TEST_CASE("rows that somebody wrote by hand, however odd, have an index that agrees with the store") {
  const std::string odd = GENERATE(
      "UPDATE photos SET essay_id = 999 WHERE id = 4", "UPDATE photos SET id = 4000000000000 WHERE id = 5",
      "UPDATE photos SET uncertainty_m = 9e999 WHERE id = 6",
      "UPDATE photos SET uncertainty_m = -1, confidence = -9e999 WHERE id = 6",
      "UPDATE photos SET uncertainty_m = 'far', confidence = 1e300 WHERE id = 6");
  CAPTURE(odd);
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  {
    PhotoStore store = PhotoStore::open_read_write(file);
    fill_with_points(store, 50);
  }
  Connection::open(file, Connection::Mode::read_write).execute("PRAGMA foreign_keys = OFF; " + odd);
  const PhotoStore store = PhotoStore::open_read_only(file);
  build_point_index(store, point_index_file(file));
  const PointIndex index(point_index_file(file));
  CHECK(index.size() == store.count_photos({}));
  for (PhotoNumber number = 0; number < index.size(); ++number) {
    const IndexedPhoto indexed = index.photo(number);
    const auto photo = store.find_photo(indexed.id);
    REQUIRE(photo);
    CHECK(indexed.uncertainty_m == told_metres(photo->where.uncertainty));
    CHECK(indexed.uncertainty_m >= 0);
    CHECK(indexed.uncertainty_m <= kHalfMeridian.value);
    CHECK(indexed.confidence == std::round(photo->where.confidence * 100) / 100);
  }
}

TEST_CASE("a file that is no whole index of this version is refused") {
  const TestPoints points(50);
  const auto refusal = [&](auto&& damage) {
    const std::filesystem::path file = points.file().string() + ".other";
    std::ifstream in(points.file(), std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    damage(bytes);
    std::ofstream(file, std::ios::binary) << bytes;
    try {
      PointIndex index(file);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refusal([](std::string&) {}).empty());
  CHECK(refusal([](std::string& bytes) { bytes.clear(); }) == "is no point index");
  CHECK(refusal([](std::string& bytes) { bytes = "SQLite format 3" + std::string(1000, ' '); }) ==
        "is no point index");
  CHECK(refusal([](std::string& bytes) { bytes[8] = 99; }) == "was made by another version");
  CHECK(refusal([](std::string& bytes) { bytes.pop_back(); }) == "is cut off or damaged");
  CHECK(refusal([](std::string& bytes) { bytes.resize(bytes.size() / 2); }) == "is cut off or damaged");
  CHECK(refusal([](std::string& bytes) { bytes[40] = 1; }) == "is cut off or damaged");
}

}  // namespace photomap
