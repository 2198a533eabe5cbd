#include "geo/cql2_geojson.hpp"

#include "geo/cql2_values.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace photomap {

namespace {

using GeometryKind = Geometry::Kind;
using Path = std::vector<EastNorth>;

// Remembers where a text stops being JSON.
class SyntaxCheck final : public nlohmann::json_sax<Json> {
 public:
  std::size_t stop() const { return stop_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string&, const Json::exception&) override {
    stop_ = at;
    return false;
  }

 private:
  std::size_t stop_ = 0;
};

const Json& array_of(const Json& json, const std::string& where) {
  if (!json.is_array()) fail_cql2(where, "expected an array");
  return json;
}

EastNorth read_position(const Json& json, const std::string& where) {
  const std::vector<double> numbers = read_numbers(json, where);
  if (numbers.size() < 2) fail_cql2(where, "expected two coordinates or more");
  return {numbers[0], numbers[1]};
}

Path read_path(const Json& json, const std::string& where) {
  Path path;
  for (const Json& position : array_of(json, where)) path.push_back(read_position(position, where));
  return path;
}

Geometry read_coordinates(GeometryKind kind, const Json& json, const std::string& where) {
  using enum GeometryKind;
  Geometry made{.kind = kind};
  const auto read_members = [&](GeometryKind member) {
    for (const Json& coordinates : array_of(json, where))
      made.members.push_back(read_coordinates(member, coordinates, where));
  };
  switch (kind) {
    case point: made.paths = {{read_position(json, where)}}; break;
    case line_string: made.paths = {read_path(json, where)}; break;
    case polygon:
      for (const Json& ring : array_of(json, where)) made.paths.push_back(read_path(ring, where));
      break;
    case multi_point: read_members(point); break;
    case multi_line_string: read_members(line_string); break;
    case multi_polygon: read_members(polygon); break;
    case collection: break;
  }
  return made;
}

Geometry read_collection(const Json& json, const std::string& where) {
  const auto geometries = json.find("geometries");
  if (geometries == json.end() || !geometries->is_array() || geometries->size() < 2)
    fail_cql2(where + "/geometries", "expected an array of two geometries or more");
  Geometry made{.kind = GeometryKind::collection};
  for (std::size_t i = 0; i < geometries->size(); ++i) {
    const std::string at = fmt::format("{}/geometries/{}", where, i);
    made.members.push_back(read_geojson((*geometries)[i], at));
    if (made.members.back().kind == GeometryKind::collection)
      fail_cql2(at, "expected a geometry that is no collection");
  }
  return made;
}

}  // namespace

Json parse_json(std::string_view text) {
  SyntaxCheck check;
  if (!Json::sax_parse(text.begin(), text.end(), &check))
    fail_cql2(fmt::format("at byte {}", check.stop()), "expected JSON");
  return Json::parse(text.begin(), text.end());
}

std::vector<double> read_numbers(const Json& json, const std::string& where) {
  std::vector<double> numbers;
  for (const Json& number : array_of(json, where)) {
    if (!number.is_number()) fail_cql2(where, "expected numbers");
    numbers.push_back(number.get<double>());
  }
  return numbers;
}

Geometry read_geojson(const Json& json, const std::string& where) {
  using enum GeometryKind;
  constexpr std::array<std::pair<std::string_view, GeometryKind>, 6> kKinds{
      {{"Point", point},
       {"LineString", line_string},
       {"Polygon", polygon},
       {"MultiPoint", multi_point},
       {"MultiLineString", multi_line_string},
       {"MultiPolygon", multi_polygon}}};
  const auto type = json.is_object() ? json.find("type") : json.end();
  if (!json.is_object() || type == json.end()) fail_cql2(where, "expected a geometry");
  if (*type == "GeometryCollection") return read_collection(json, where);
  for (const auto& [name, kind] : kKinds) {
    if (*type != name) continue;
    const auto coordinates = json.find("coordinates");
    if (coordinates == json.end()) fail_cql2(where, "expected coordinates");
    return read_coordinates(kind, *coordinates, where + "/coordinates");
  }
  fail_cql2(where + "/type", "expected the type of a GeoJSON geometry");
}

}  // namespace photomap
