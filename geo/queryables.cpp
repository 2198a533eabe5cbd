#include "geo/queryables.hpp"

#include <array>

namespace photomap {

namespace {

using enum Cql2Type;

constexpr std::array<Queryable, 23> kPhotos{
    {{.name = "id",
      .title = "Number of the photo",
      .type = number,
      .column = "p.id",
      .role = "id",
      .is_integer = true},
     {.name = "geometry",
      .title = "Where it was taken, likeliest",
      .type = geometry,
      .column = "p.geom",
      .format = "geometry-point",
      .role = "primary-geometry",
      .index = "idx_photos_geom",
      .index_key = "p.id"},
     {.name = "essay", .title = "Slug of the essay", .column = "e.slug"},
     {.name = "essay_title", .title = "Title of the essay", .column = "e.title"},
     {.name = "position",
      .title = "Position in the essay, from 1",
      .type = number,
      .column = "p.position",
      .is_integer = true},
     {.name = "caption", .title = "Caption, as written", .column = "p.caption"},
     {.name = "credit", .title = "Photographer, as written", .column = "nullif(p.credit, '')"},
     {.name = "taken_start",
      .title = "First day on which it may have been taken",
      .type = day,
      .column = "p.taken_start",
      .format = "date",
      .role = "primary-interval-start"},
     {.name = "taken_end",
      .title = "Last day on which it may have been taken",
      .type = day,
      .column = "p.taken_end",
      .format = "date",
      .role = "primary-interval-end"},
     {.name = "place_id", .title = "Id of the place", .column = "nullif(p.place_id, '')"},
     {.name = "place_name", .title = "Name of the place", .column = "nullif(p.place_name, '')"},
     {.name = "country", .title = "Country, ISO 3166-1 alpha-2", .column = "nullif(p.country, '')"},
     {.name = "uncertainty_m",
      .title = "Radius of the circle that holds the true position, in metres",
      .type = number,
      .column = "CASE WHEN p.geom IS NOT NULL THEN round(ifnull(p.uncertainty_m, 0)) END"},
     {.name = "confidence",
      .title = "Confidence in the place, 0 to 1",
      .type = number,
      .column = "(round(p.confidence * 100) / 100)"},
     {.name = "reason",
      .title = "Why this place",
      .column = "CASE WHEN p.reason = '' AND p.geom IS NOT NULL THEN 'position given by the source' "
                "ELSE p.reason END"},
     {.name = "candidate_place_ids",
      .title = "Ids of its candidates, where several places are possible",
      .type = array,
      .column = "CASE WHEN p.candidates IS NOT NULL THEN (SELECT json_group_array(json_extract(value, "
                "'$.place_id')) FROM json_each(p.candidates)) END"},
     {.name = "corrected",
      .title = "Whether a person put it right",
      .type = boolean,
      .column = "(c.photo_id IS NOT NULL)"},
     {.name = "corrected_by", .title = "Who put it right", .column = "c.who"},
     {.name = "corrected_at",
      .title = "When it was put right",
      .type = time,
      .column = "(substr(c.at, 1, 19) || '.000000000')",
      .format = "date-time"},
     {.name = "correction_note", .title = "Why it was put right", .column = "c.note"},
     {.name = "licence", .title = "Licence", .column = "nullif(p.licence, '')"},
     {.name = "source_url", .title = "The published essay", .column = "nullif(p.source_url, '')"},
     {.name = "image_url", .title = "The image", .column = "nullif(p.image_url, '')"}}};

constexpr std::array<Queryable, 5> kEssays{
    {{.name = "slug", .title = "Name in addresses", .column = "e.slug", .role = "id"},
     {.name = "geometry",
      .title = "Route through its photos",
      .type = geometry,
      // See PhotoStore::route.
      .column = "(SELECT CASE WHEN count(*) > 1 THEN MakeLine(geom) END FROM (SELECT r.geom FROM photos r "
                "WHERE r.essay_id = e.id AND r.geom IS NOT NULL AND (r.position - 1) % e.step = 0 "
                "ORDER BY r.position, r.id))",
      .format = "geometry-linestring-or-multilinestring",
      .role = "primary-geometry"},
     {.name = "title", .title = "Title", .column = "e.title"},
     {.name = "intro", .title = "First paragraphs", .column = "nullif(e.intro, '')"},
     {.name = "photo_count",
      .title = "How many photos it has",
      .type = number,
      .column = "e.photo_count",
      .is_integer = true}}};

constexpr std::array<Queryable, 10> kPlaces{
    {{.name = "id", .title = "Id in the gazetteer", .column = "l.id", .role = "id"},
     {.name = "geometry",
      .title = "Its middle",
      .type = geometry,
      .column = "l.geom",
      .format = "geometry-point",
      .role = "primary-geometry",
      .index = "idx_places_geom",
      .index_key = "l.rowid"},
     {.name = "name", .title = "Name", .column = "l.name"},
     {.name = "feature_type", .title = "Kind of place", .column = "l.feature_type"},
     {.name = "country", .title = "Country, ISO 3166-1 alpha-2", .column = "nullif(l.country, '')"},
     {.name = "uncertainty_m",
      .title = "Radius of the circle that holds the whole place, in metres",
      .type = number,
      .column = "round(l.uncertainty_m)"},
     {.name = "parent_id", .title = "Id of the place that contains it", .column = "nullif(l.parent_id, '')"},
     {.name = "population",
      .title = "Population, 0 where unknown",
      .type = number,
      .column = "l.population",
      .is_integer = true},
     {.name = "source", .title = "Where the row came from", .column = "l.source"},
     {.name = "licence", .title = "Licence of that source", .column = "l.licence"}}};

}  // namespace

std::span<const Queryable> photo_queryables() {
  return kPhotos;
}

std::span<const Queryable> essay_queryables() {
  return kEssays;
}

std::span<const Queryable> place_queryables() {
  return kPlaces;
}

}  // namespace photomap
