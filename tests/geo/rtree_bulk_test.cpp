#include "geo/rtree_bulk.hpp"

#include "geo/point_blob.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

namespace photomap {

namespace {

Connection with_rtree() {
  Connection connection = Connection::open_in_memory();
  connection.execute("CREATE VIRTUAL TABLE idx USING rtree(pkid, xmin, xmax, ymin, ymax)");
  return connection;
}

bool is_ok(Connection& connection) {
  return connection.query_int64("SELECT rtreecheck('idx') = 'ok'") == 1;
}

// Some crowded, as photos are.
std::vector<LonLat> points(std::size_t count) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> lon(-180, 180);
  std::uniform_real_distribution<double> lat(-90, 90);
  std::normal_distribution<double> near(0, 0.01);
  std::vector<LonLat> made;
  while (made.size() < count) {
    made.push_back(made.size() % 2 == 0 ? LonLat{lon(random), lat(random)}
                                        : LonLat{76.9 + near(random), 43.2 + near(random)});
  }
  return made;
}

}  // namespace

TEST_CASE("an R-tree built at once is one that SQLite finds in order") {
  for (const std::size_t count : {0U, 1U, 51U, 52U, 102U, 2601U, 2602U, 30'000U}) {
    CAPTURE(count);
    Connection connection = with_rtree();
    RtreeBulk bulk(connection, "idx");
    const std::vector<LonLat> all = points(count);
    for (std::size_t i = 0; i < count; ++i) bulk.add(static_cast<std::int64_t>(3 * i + 1), all[i]);
    bulk.replace();
    CHECK(is_ok(connection));
    CHECK(connection.query_int64("SELECT count(*) FROM idx") == static_cast<std::int64_t>(count));
    Statement in_box = connection.prepare(
        "SELECT count(*) FROM idx WHERE xmin <= ?1 AND xmax >= ?1 AND ymin <= ?2 AND ymax >= ?2 AND pkid = "
        "?3");
    for (std::size_t i = 0; i < count; i += 97) {
      in_box.bind_all(all[i].lon, all[i].lat, static_cast<std::int64_t>(3 * i + 1)).step();
      REQUIRE(in_box.int64(0) == 1);
    }
  }
}

TEST_CASE("what an R-tree holds is replaced, then added to by SQLite and by us") {
  Connection connection = with_rtree();
  connection.execute("INSERT INTO idx VALUES (7, 1, 1, 2, 2)");
  RtreeBulk bulk(connection, "idx");
  const std::vector<LonLat> all = points(5000);
  for (std::size_t i = 0; i < all.size(); ++i) bulk.add(static_cast<std::int64_t>(i), all[i]);
  bulk.replace();
  CHECK(bulk.size() == 0);
  CHECK(connection.query_int64("SELECT count(*) FROM idx") == 5000);
  connection.execute("DELETE FROM idx WHERE pkid % 3 = 0");
  bulk.add(100'000, {180, 90});
  bulk.add(100'001, {-180, -90});
  bulk.insert();
  connection.execute("INSERT INTO idx VALUES (200000, 1, 1, 2, 2)");
  CHECK(is_ok(connection));
  CHECK(connection.query_int64("SELECT count(*) FROM idx") == 5000 - 1667 + 3);
}

TEST_CASE("a point's bytes are those that SpatiaLite makes") {
  Connection connection = Connection::open_in_memory();
  Statement same = connection.prepare("SELECT MakePoint(?1, ?2, 4326) = ?3");
  for (const LonLat point : {LonLat{0, 0}, LonLat{76.9286, 43.2567}, LonLat{-180, -90}, LonLat{180, 90}}) {
    const PointBlob blob(point);
    same.reset();
    same.bind(1, point.lon).bind(2, point.lat).bind_blob(3, blob.bytes()).step();
    CHECK(same.int64(0) == 1);
  }
}

}  // namespace photomap
