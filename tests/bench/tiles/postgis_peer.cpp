#include "tests/bench/tiles/postgres.hpp"
#include "tests/bench/tiles/sql_peers.hpp"

#include <fmt/format.h>

#include <vector>

namespace photomap {

namespace {

// $1 to $4 are the tile's edges in degrees, $5 to $7 zoom, column and row.
constexpr const char* kTile = R"(
  WITH cells AS (
    SELECT count(*) AS photos, avg(ST_X(geom)) AS lon, avg(ST_Y(geom)) AS lat, min(photo) AS photo FROM photos
    WHERE geom && ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326)
    GROUP BY floor((ST_X(geom) - $1::float8) * 4 / ($3::float8 - $1::float8)),
      floor((ST_Y(geom) - $2::float8) * 4 / ($4::float8 - $2::float8))),
  features AS (
    SELECT ST_AsMVTGeom(ST_Transform(ST_SetSRID(ST_MakePoint(cells.lon, cells.lat), 4326), 3857),
        ST_TileEnvelope($5::int, $6::int, $7::int), 4096, 0, false) AS geom,
      CASE WHEN cells.photos > 1 THEN cells.photos END AS point_count,
      id, essay, caption, credit, date, uncertainty_m, licence, source_url, image_url
    FROM cells LEFT JOIN photos ON cells.photos = 1 AND photos.photo = cells.photo)
  SELECT ST_AsMVT(features, 'photos') FROM features)";

constexpr const char* kPhotosWithin = R"(
  SELECT '{"type":"FeatureCollection","features":[' || coalesce(string_agg(feature, ','), '') || ']}' FROM (
    SELECT json_build_object('type', 'Feature', 'id', photo,
      'geometry', json_build_object('type', 'Point', 'coordinates', json_build_array(ST_X(geom), ST_Y(geom))),
      'properties', json_build_object('id', photo, 'essay', essay, 'caption', caption, 'credit', credit, 'date', date,
        'uncertainty_m', uncertainty_m, 'licence', licence, 'source_url', source_url,
        'image_url', image_url))::text AS feature
    FROM photos WHERE geom && ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326) LIMIT 1000) AS f)";

std::vector<std::string> edges(const Bbox& box) {
  return {fmt::format("{}", box.west), fmt::format("{}", box.south), fmt::format("{}", box.east),
          fmt::format("{}", box.north)};
}

class PostgisPeer : public SqlPeer {
 public:
  explicit PostgisPeer(const std::string& where) : connection_(where) {}

  std::string tile(TileId tile) override {
    std::vector<std::string> parameters = edges(tile.bbox());
    for (const auto number : {static_cast<std::uint32_t>(tile.zoom()), tile.x(), tile.y()})
      parameters.push_back(fmt::format("{}", number));
    return connection_.query_bytes(kTile, parameters);
  }
  std::string photos_within(const Bbox& box) override {
    return connection_.query_bytes(kPhotosWithin, edges(box));
  }

 private:
  PostgresConnection connection_;
};

}  // namespace

std::unique_ptr<SqlPeer> open_postgis_peer(const std::string& where) {
  return std::make_unique<PostgisPeer>(where);
}

}  // namespace photomap
