// Photos and essays as GeoJSON (RFC 7946), alike in the export and over HTTP.
#pragma once

#include "geo/json.hpp"
#include "geo/photo.hpp"

#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// A Feature with a Point, or a null geometry where the place is not known. Its properties are listed in
/// README.md.
Json photo_feature(const Photo& photo);

/// The radius as it is told: whole metres, below one in millimetres; never 0, which would claim no error.
double told_metres(Meters radius);

/// An array of objects, best first; the `candidates` of a photo's properties.
Json candidates_json(const std::vector<Candidate>& candidates);
/// The inverse of candidates_json; throws Json::exception for anything else.
std::vector<Candidate> parse_candidates(const std::string& text);

/// All of a placement, exactly; what the store keeps of it while a correction stands.
Json georeference_json(const Georeference& where);
/// The inverse of georeference_json; throws Json::exception for anything else.
Georeference parse_georeference(const std::string& text);

/// A Feature whose LineString is the route, cut into a MultiLineString where it crosses the antimeridian; its
/// geometry is null where the route has fewer than two points.
Json essay_feature(const Essay& essay, const std::vector<LonLat>& route);

/// A Feature with a Point.
Json place_feature(const Place& place);

/// Decimal degrees to 7 places, 1 cm.
Json coordinates_json(LonLat location);

/// One line: JSON text in UTF-8. Bytes that are none are replaced, never thrown over.
std::string to_text(const Json& json);

}  // namespace photomap
