#include "geo/sqlite.hpp"
#include "tests/bench/tiles/sql_peers.hpp"

namespace photomap {

namespace {

// The positions come from the R-tree, which spares reading the rows of a cluster.
constexpr const char* kTile = R"(
  WITH cells AS (
    SELECT count(*) AS photos, avg(xmin) AS lon, avg(ymin) AS lat, min(pkid) AS id FROM idx_photos_geometry
    WHERE xmin < ?3 AND xmax >= ?1 AND ymin < ?4 AND ymax >= ?2
    GROUP BY CAST((xmin - ?1) * 4 / (?3 - ?1) AS INTEGER), CAST((ymin - ?2) * 4 / (?4 - ?2) AS INTEGER))
  SELECT json_object('type', 'Feature',
    'geometry', json_object('type', 'Point', 'coordinates', json_array(lon, lat)),
    'properties', CASE WHEN photos > 1 THEN json_object('cluster', json('true'), 'point_count', photos)
      ELSE json_object('id', ogc_fid, 'essay', essay, 'caption', caption, 'credit', credit, 'date', date,
        'uncertainty_m', uncertainty_m, 'licence', licence, 'source_url', source_url, 'image_url', image_url) END)
  FROM cells LEFT JOIN photos ON photos = 1 AND ogc_fid = cells.id)";

constexpr const char* kPhotosWithin = R"(
  SELECT json_object('type', 'Feature', 'id', ogc_fid,
    'geometry', json_object('type', 'Point', 'coordinates', json_array(ST_X(geometry), ST_Y(geometry))),
    'properties', json_object('id', ogc_fid, 'essay', essay, 'caption', caption, 'credit', credit, 'date', date,
      'uncertainty_m', uncertainty_m, 'licence', licence, 'source_url', source_url, 'image_url', image_url))
  FROM idx_photos_geometry JOIN photos ON ogc_fid = pkid
  WHERE xmin <= ?3 AND xmax >= ?1 AND ymin <= ?4 AND ymax >= ?2 LIMIT 1000)";

class SpatialitePeer : public SqlPeer {
 public:
  explicit SpatialitePeer(const std::filesystem::path& file)
      : connection_(Connection::open(file, Connection::Mode::read_only)),
        tile_(connection_.prepare(kTile)),
        photos_within_(connection_.prepare(kPhotosWithin)) {}

  std::string tile(TileId tile) override { return features(tile_, tile.bbox()); }
  std::string photos_within(const Bbox& box) override { return features(photos_within_, box); }

 private:
  static std::string features(Statement& statement, const Bbox& box) {
    statement.bind_all(box.west, box.south, box.east, box.north);
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (bool is_first = true; statement.step(); is_first = false) {
      if (!is_first) text += ',';
      text += statement.text(0);
    }
    statement.reset();
    return text + "]}";
  }

  Connection connection_;
  Statement tile_;
  Statement photos_within_;
};

}  // namespace

std::unique_ptr<SqlPeer> open_spatialite_peer(const std::filesystem::path& file) {
  return std::make_unique<SpatialitePeer>(file);
}

}  // namespace photomap
