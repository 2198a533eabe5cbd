#include "geo/cql2_wkt.hpp"

#include "geo/cql2_values.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace photomap {

namespace {

using GeometryKind = Geometry::Kind;
using Path = std::vector<EastNorth>;

constexpr std::array<std::pair<std::string_view, GeometryKind>, 7> kTags{
    {{"point", GeometryKind::point},
     {"linestring", GeometryKind::line_string},
     {"polygon", GeometryKind::polygon},
     {"multipoint", GeometryKind::multi_point},
     {"multilinestring", GeometryKind::multi_line_string},
     {"multipolygon", GeometryKind::multi_polygon},
     {"geometrycollection", GeometryKind::collection}}};

std::optional<GeometryKind> find_kind(std::string_view tag) {
  const auto* found =
      std::find_if(kTags.begin(), kTags.end(), [tag](const auto& entry) { return entry.first == tag; });
  return found == kTags.end() ? std::nullopt : std::optional(found->second);
}

class WktReader {
 public:
  explicit WktReader(Cql2Scanner& scanner) : scanner_(scanner) {}

  Geometry geometry(GeometryKind kind, bool has_height) {
    has_height_ = has_height;
    return text_of(kind);
  }

  double number() {
    const auto number = scanner_.take_signed_number();
    if (!number) scanner_.fail("a number");
    return *number;
  }

 private:
  template <typename Part>
  void list(Part&& part) {
    scanner_.expect("(");
    do part();
    while (scanner_.eat(","));
    scanner_.expect(")");
  }

  Geometry text_of(GeometryKind kind) {
    using enum GeometryKind;
    Geometry made{.kind = kind};
    switch (kind) {
      case point:
        scanner_.expect("(");
        made.paths = {{position()}};
        scanner_.expect(")");
        break;
      case line_string: made.paths = {path()}; break;
      case polygon: list([&] { made.paths.push_back(ring()); }); break;
      case multi_point: list([&] { made.members.push_back(text_of(point)); }); break;
      case multi_line_string: list([&] { made.members.push_back(text_of(line_string)); }); break;
      case multi_polygon: list([&] { made.members.push_back(text_of(polygon)); }); break;
      case collection: list([&] { made.members.push_back(tagged()); }); break;
    }
    return made;
  }

  Geometry tagged() {
    std::string tag = lower_ascii(scanner_.take_word());
    bool has_height = false;
    if (tag.size() > 1 && tag.back() == 'z') {
      tag.pop_back();
      has_height = true;
    }
    const auto kind = find_kind(tag);
    if (!kind || kind == GeometryKind::collection) scanner_.fail("a geometry before this");
    has_height_ = scanner_.eat_word("z") || has_height;
    return text_of(*kind);
  }

  EastNorth position() {
    EastNorth at;
    at.east = number();
    at.north = number();
    if (!scanner_.take_signed_number() && has_height_) scanner_.fail("a height, as there is a Z");
    return at;
  }

  Path path() {
    Path path;
    list([&] { path.push_back(position()); });
    return path;
  }

  Path ring() { return scanner_.eat_word("empty") ? Path{} : path(); }

  Cql2Scanner& scanner_;
  bool has_height_ = false;
};

Cql2Node box(Cql2Scanner& scanner, const GeometryCrs& crs, const std::string& where) {
  WktReader reader(scanner);
  std::vector<double> numbers;
  scanner.expect("(");
  do numbers.push_back(reader.number());
  while (scanner.eat(","));
  scanner.expect(")");
  return box_node(std::move(numbers), crs, where);
}

}  // namespace

std::optional<Cql2Node> take_wkt(std::string_view tag, Cql2Scanner& scanner, const GeometryCrs& crs,
                                 const std::string& where) {
  bool has_height = false;
  auto kind = find_kind(tag);
  if (!kind && tag.ends_with('z')) {
    kind = find_kind(tag.substr(0, tag.size() - 1));
    has_height = kind.has_value();
  }
  if (kind) has_height = scanner.eat_word("z") || has_height;
  if (scanner.peek() != '(') {
    if (has_height) scanner.fail("(");
    return std::nullopt;
  }
  if (tag == "bbox") return box(scanner, crs, where);
  if (!kind) return std::nullopt;
  return geometry_node(WktReader(scanner).geometry(*kind, has_height), crs, where);
}

}  // namespace photomap
