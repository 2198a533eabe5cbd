#include "geo/store_query.hpp"

#include "geo/geojson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>

namespace photomap {

namespace {

// The R-tree holds 32-bit floats rounded outwards: it finds all in the box and some beside it, the point
// itself decides.
constexpr std::string_view kNearBox = R"(
  p.id IN (SELECT pkid FROM idx_photos_geom WHERE xmax >= ?1 AND xmin <= ?3 AND ymax >= ?2 AND ymin <= ?4
           UNION SELECT pkid FROM idx_photos_geom WHERE ?1 > ?3 AND (xmax >= ?1 OR xmin <= ?3) AND ymax >= ?2 AND ymin <= ?4))";
constexpr std::string_view kInBox = R"(
  ST_Y(p.geom) BETWEEN ?2 AND ?4
  AND CASE WHEN ?1 <= ?3 THEN ST_X(p.geom) BETWEEN ?1 AND ?3 ELSE ST_X(p.geom) >= ?1 OR ST_X(p.geom) <= ?3 END)";

// Whose circles reach into a box no index tells, so each is looked at.
constexpr std::string_view kTouchesBox =
    "photomap_reaches_into(ST_X(p.geom), ST_Y(p.geom), CAST(p.uncertainty_m AS REAL), ?1, ?2, ?3, ?4)";
// See PlaceTree. The index over places is of use where few photos are meant: else they would be sorted anew
// for each piece that is read.
constexpr std::string_view kAtPlaces = R"(p.place_id IN (
  WITH RECURSIVE inside (id) AS (
    SELECT value FROM json_each(?15)
    UNION SELECT l.id FROM places l JOIN inside ON l.parent_id = inside.id
    UNION SELECT l.id FROM places c JOIN inside ON c.id = inside.id AND c.feature_type = 'country'
      JOIN places l ON l.country = c.country)
  SELECT id FROM inside) AND p.geom IS NOT NULL)";

// In terms of the parameters that bind_to fills.
std::string where_clause(const PhotoQuery& query) {
  std::string sql = " WHERE p.id > ?5";
  if (query.bbox && !query.is_large_part && !query.circle_touches) sql += fmt::format(" AND {}", kNearBox);
  if (query.bbox) sql += fmt::format(" AND {}", query.circle_touches ? kTouchesBox : kInBox);
  if (!query.photographers.empty()) sql += " AND p.credit IN (SELECT value FROM json_each(?8))";
  if (!query.countries.empty()) sql += " AND p.country IN (SELECT value FROM json_each(?9))";
  if (!query.places.empty()) sql += fmt::format(" AND {}{}", query.is_large_part ? "+" : "", kAtPlaces);
  if (query.taken) sql += " AND (p.taken_start IS NULL OR (p.taken_start <= ?11 AND p.taken_end >= ?10))";
  if (query.dated) sql += " AND p.taken_start IS NOT NULL";
  if (query.max_uncertainty) sql += " AND p.uncertainty_m <= ?12";
  if (query.has_image) sql += " AND p.image_url IS NOT NULL";
  if (query.unlocated) sql += " AND p.geom IS NULL";
  if (query.ids) sql += " AND p.id IN (SELECT value FROM json_each(?13))";
  if (query.corrected) sql += " AND c.photo_id IS NOT NULL";
  if (!query.essays.empty()) sql += " AND e.slug IN (SELECT value FROM json_each(?6))";
  return sql;
}

}  // namespace

PhotoCondition::PhotoCondition(const PhotoQuery& query) : query_(query), text_(where_clause(query)) {
  if (!query.filter) return;
  filter_ = to_sql(*query.filter, kFirstOfFilter);
  text_ += " AND " + filter_.text;
}

void PhotoCondition::bind_to(Statement& statement) const {
  const PhotoQuery& query = query_;
  statement.bind(5, query.after_id);
  if (query.bbox) {
    statement.bind(1, query.bbox->west)
        .bind(2, query.bbox->south)
        .bind(3, query.bbox->east)
        .bind(4, query.bbox->north);
  }
  if (!query.essays.empty()) statement.bind(6, to_text(Json(query.essays)));
  if (!query.photographers.empty()) statement.bind(8, to_text(Json(query.photographers)));
  if (!query.countries.empty()) statement.bind(9, to_text(Json(query.countries)));
  if (!query.places.empty()) statement.bind(15, to_text(Json(query.places)));
  if (query.taken) statement.bind(10, format_day(query.taken->first)).bind(11, format_day(query.taken->last));
  if (query.max_uncertainty) statement.bind(12, query.max_uncertainty->value);
  if (query.ids) statement.bind(13, to_text(Json(*query.ids)));
  filter_.bind_to(statement);
}

bool means_located_only(const PhotoQuery& query) {
  return query.bbox || !query.places.empty();
}

void add_query_functions(Connection& connection) {
  connection.add_function("photomap_reaches_into", 7, [](std::span<const SqlValue> args) -> SqlValue {
    const auto number = [&](std::size_t i) { return std::get_if<double>(&args[i]); };
    if (!number(0) || !number(1)) return std::int64_t{0};
    const Bbox box{*number(3), *number(4), *number(5), *number(6)};
    // As an index keeps them.
    const auto radius = static_cast<float>(number(2) ? std::clamp(*number(2), 0.0, kHalfMeridian.value)
                                                     : std::numeric_limits<double>::infinity());
    return std::int64_t{reaches_into(box, to_centimetre({*number(0), *number(1)}), Meters{radius}) ? 1 : 0};
  });
}

}  // namespace photomap
