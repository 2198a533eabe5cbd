// parse_cql2_json: by the schema of CQL2 JSON (OGC 21-065r2, annex C). What stands where is decided by the
// types that check_cql2 finds, as in the text; here only the shape counts.
#include "geo/cql2.hpp"
#include "geo/cql2_geojson.hpp"
#include "geo/cql2_values.hpp"
#include "geo/json.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

namespace photomap {

namespace {

using Kind = Cql2Node::Kind;

struct Arity {
  std::string_view op;
  std::size_t least;
  std::size_t most;
};
constexpr std::size_t kAny = 100'000;
constexpr std::array<Arity, 21> kOperators{
    {{"and", 2, kAny}, {"or", 2, kAny}, {"not", 1, 1},     {"=", 2, 2},    {"<>", 2, 2},      {"<", 2, 2},
     {">", 2, 2},      {"<=", 2, 2},    {">=", 2, 2},      {"like", 2, 2}, {"between", 3, 3}, {"in", 2, 2},
     {"isNull", 1, 1}, {"casei", 1, 1}, {"accenti", 1, 1}, {"+", 2, 2},    {"-", 2, 2},       {"*", 2, 2},
     {"/", 2, 2},      {"%", 2, 2},     {"^", 2, 2}}};

Arity arity_of(const std::string& op) {
  for (const Arity& known : kOperators) {
    if (known.op == op) return known;
  }
  if (op == "div" || find_predicate(op) == op) return {op, 2, 2};
  return {op, 0, kAny};
}

class Reader {
 public:
  explicit Reader(const GeometryCrs& crs) : crs_(crs) {}

  Cql2Node read(const Json& json, const std::string& where, int depth) const {
    if (depth > kDeepestCql2) fail_cql2(where, "expected fewer levels within each other");
    if (json.is_boolean())
      return {.kind = Kind::boolean, .number = json.get<bool>() ? 1.0 : 0.0, .where = where};
    if (json.is_number()) return {.kind = Kind::number, .number = json.get<double>(), .where = where};
    if (json.is_string()) return {.kind = Kind::text, .text = json.get<std::string>(), .where = where};
    if (json.is_array()) return read_array(json, where, depth);
    if (!json.is_object()) fail_cql2(where, "expected an object, an array, a text, a number or a boolean");
    return read_object(json, where, depth);
  }

 private:
  Cql2Node read_array(const Json& json, const std::string& where, int depth) const {
    Cql2Node array{.kind = Kind::array, .where = where};
    array.args = read_all(json, where, depth);
    return array;
  }

  std::vector<Cql2Node> read_all(const Json& json, const std::string& where, int depth) const {
    std::vector<Cql2Node> nodes;
    for (std::size_t i = 0; i < json.size(); ++i)
      nodes.push_back(read(json[i], fmt::format("{}/{}", where, i), depth + 1));
    return nodes;
  }

  Cql2Node read_object(const Json& json, const std::string& where, int depth) const {
    const int kinds = static_cast<int>(json.contains("op")) + static_cast<int>(json.contains("property")) +
                      static_cast<int>(json.contains("date")) + static_cast<int>(json.contains("timestamp")) +
                      static_cast<int>(json.contains("interval")) + static_cast<int>(json.contains("type")) +
                      static_cast<int>(json.contains("bbox") && !json.contains("type"));
    if (kinds != 1)
      fail_cql2(where, "expected one of the members op, property, date, timestamp, interval, bbox and type");
    if (json.contains("op")) return read_call(json, where, depth);
    if (json.contains("property"))
      return {.kind = Kind::property, .text = text_of(json["property"], where + "/property"), .where = where};
    if (json.contains("date")) return day_node(text_of(json["date"], where + "/date"), where);
    if (json.contains("timestamp")) return time_node(text_of(json["timestamp"], where + "/timestamp"), where);
    if (json.contains("interval")) return read_interval(json["interval"], where + "/interval", depth);
    if (json.contains("type")) return geometry_node(read_geojson(json, where), crs_, where);
    return box_node(read_numbers(json["bbox"], where + "/bbox"), crs_, where);
  }

  Cql2Node read_call(const Json& json, const std::string& where, int depth) const {
    const std::string op = text_of(json["op"], where + "/op");
    const std::string at = where + "/args";
    const auto args = json.find("args");
    if (args == json.end() || !args->is_array()) fail_cql2(at, "expected an array");
    const auto [known, least, most] = arity_of(op);
    if (args->size() < least || args->size() > most)
      fail_cql2(at, fmt::format("expected {}{} arguments for {}, not {}", least,
                                least == most ? "" : " or more", op, args->size()));
    Cql2Node call{.kind = Kind::call, .text = op, .args = read_all(*args, at, depth), .where = where};
    if (op == "in") spread_list(call, at + "/1");
    if (op == "like") require_pattern(call.args[1]);
    return call;
  }

  static void spread_list(Cql2Node& call, const std::string& where) {
    if (call.args[1].kind != Kind::array) fail_cql2(where, "expected an array");
    std::vector<Cql2Node> list = std::move(call.args[1].args);
    call.args.pop_back();
    for (Cql2Node& element : list) call.args.push_back(std::move(element));
  }

  static void require_pattern(const Cql2Node& node) {
    const bool is_folded = node.kind == Kind::call && (node.text == "casei" || node.text == "accenti");
    if (is_folded) return require_pattern(node.args[0]);
    if (node.kind != Kind::text)
      fail_cql2(node.where, "expected a pattern: a text, or casei or accenti of one");
  }

  Cql2Node read_interval(const Json& json, const std::string& where, int depth) const {
    if (!json.is_array() || json.size() != 2) fail_cql2(where, "expected an array of two");
    std::vector<Cql2Node> ends;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::string at = fmt::format("{}/{}", where, i);
      const bool is_named = json[i].is_object() && (json[i].contains("property") || json[i].contains("op"));
      ends.push_back(is_named ? read(json[i], at, depth + 1) : interval_end_node(text_of(json[i], at), at));
    }
    return interval_node(std::move(ends), where);
  }

  static std::string text_of(const Json& json, const std::string& where) {
    if (!json.is_string()) fail_cql2(where, "expected a text");
    return json.get<std::string>();
  }

  const GeometryCrs& crs_;
};

}  // namespace

Cql2 parse_cql2_json(std::string_view text, const Cql2Context& context) {
  if (text.size() > kMostCql2Bytes)
    throw Cql2Error(fmt::format("filter: has {} bytes; {} is the most", text.size(), kMostCql2Bytes));
  const Json json = parse_json(text);
  if (!json.is_object() && !json.is_boolean()) fail_cql2("at #", "expected an object or a boolean");
  auto filter = std::make_shared<Cql2Node>(Reader(context.crs).read(json, "at #", 0));
  check_cql2(*filter, context.queryables);
  return filter;
}

}  // namespace photomap
