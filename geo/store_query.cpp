#include "geo/store_query.hpp"

#include "geo/geojson.hpp"

#include <fmt/format.h>

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

// In terms of the parameters that bind_to fills.
std::string where_clause(const PhotoQuery& query) {
  std::string sql = " WHERE p.id > ?5";
  if (query.bbox && !query.box_is_large) sql += fmt::format(" AND {}", kNearBox);
  if (query.bbox) sql += fmt::format(" AND {}", kInBox);
  if (!query.photographers.empty()) sql += " AND p.credit IN (SELECT value FROM json_each(?8))";
  if (!query.countries.empty()) sql += " AND p.country IN (SELECT value FROM json_each(?9))";
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
  if (query.taken) statement.bind(10, format_day(query.taken->first)).bind(11, format_day(query.taken->last));
  if (query.max_uncertainty) statement.bind(12, query.max_uncertainty->value);
  if (query.ids) statement.bind(13, to_text(Json(*query.ids)));
  filter_.bind_to(statement);
}

}  // namespace photomap
