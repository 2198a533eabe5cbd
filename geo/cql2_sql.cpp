#include "geo/cql2_sql.hpp"

#include "geo/cql2_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace photomap {

namespace {

using Kind = Cql2Node::Kind;

// SQLite takes 32,766 parameters.
constexpr std::size_t kMostValues = 32'000;

// In texts of ISO 8601 before and after all others.
constexpr std::string_view kBeforeAll = "''";
constexpr std::string_view kAfterAll = "'~'";

/// The two ends of what is an instant or an interval.
struct Span {
  std::string first;
  std::string last;
};

int depth_of(const Cql2Node& node) {
  int deepest = 0;
  for (const Cql2Node& arg : node.args) deepest = std::max(deepest, depth_of(arg));
  return deepest + 1;
}

// How many tokens SQLite's parser keeps on its stack, of 100, while it is inside of what is written here;
// rather too many than too few.
int stack_of(const Cql2Node& node) {
  constexpr std::size_t kLongColumn = 40;
  if (node.kind == Kind::property) return node.queryable->column.size() > kLongColumn ? 25 : 5;
  int deepest = 0;
  for (const Cql2Node& arg : node.args) deepest = std::max(deepest, stack_of(arg));
  const std::string& op = node.text;
  if (node.kind == Kind::array || node.kind == Kind::interval) return deepest + 10;
  if (node.kind != Kind::call) return 2;
  if (op == "and" || op == "or") return deepest + 1;
  if (op == "not" || op == "negate" || op == "isNull") return deepest + 2;
  if (op == "+" || op == "-" || op == "*" || op == "/") return deepest + 3;
  if (op.starts_with("s_") || op.starts_with("t_")) return deepest + 18;
  return deepest + 6;
}

// NOT NOT a is a, in three values too.
const Cql2Node& without_double_not(const Cql2Node& node) {
  const Cql2Node* at = &node;
  while (at->kind == Kind::call && at->text == "not" && at->args[0].kind == Kind::call &&
         at->args[0].text == "not")
    at = &at->args[0].args[0];
  return *at;
}

// Half and half, as SQLite bounds the depth of what is written in a row.
std::string joined(std::string_view op, std::span<const std::string> parts) {
  if (parts.size() == 1) return parts[0];
  const std::size_t half = (parts.size() + 1) / 2;
  return fmt::format("({} {} {})", joined(op, parts.first(half)), op, joined(op, parts.subspan(half)));
}

class Writer {
 public:
  explicit Writer(int first_parameter) : first_parameter_(first_parameter) {}

  std::string write(const Cql2Node& outer) {
    const Cql2Node& node = without_double_not(outer);
    switch (node.kind) {
      case Kind::boolean: return node.number != 0 ? "1" : "0";
      case Kind::number: return bind(node.number);
      case Kind::text:
      case Kind::day:
      case Kind::time: return bind(node.text);
      case Kind::geometry: return bind(SqlBlob{spatialite_blob(*node.geometry)});
      case Kind::property: return std::string(node.queryable->column);
      case Kind::array: return write_array(node);
      case Kind::call: return write_call(node);
      case Kind::open_end:
      case Kind::interval: break;
    }
    return "NULL";  // intervals are written end by end
  }

  std::vector<SqlValue> take_values() { return std::move(values_); }

 private:
  std::string bind(SqlValue value) {
    if (values_.size() == kMostValues)
      throw Cql2Error(fmt::format("filter: has more than {} values", kMostValues));
    values_.push_back(std::move(value));
    return fmt::format("?{}", first_parameter_ + static_cast<int>(values_.size()) - 1);
  }

  std::string write_call(const Cql2Node& node) {
    const std::string& op = node.text;
    if (op == "and") return write_logical("AND", node);
    if (op == "or") return write_logical("OR", node);
    if (op == "not") return fmt::format("(NOT {})", write(node.args[0]));
    if (op == "isNull") return write_is_null(node.args[0]);
    if (op == "in") return write_in(node);
    if (op == "between")
      return fmt::format("({} BETWEEN {} AND {})", write(node.args[0]), write(node.args[1]),
                         write(node.args[2]));
    if (op == "=" || op[0] == '<' || op[0] == '>') return write_comparison(node);
    if (op == "+" || op == "-" || op == "*")
      return fmt::format("({} {} {})", write(node.args[0]), op, write(node.args[1]));
    if (op == "negate") return fmt::format("(- {})", write(node.args[0]));
    if (op.starts_with("s_")) return write_spatial(op, node.args[0], node.args[1]);
    if (op.starts_with("t_")) return write_temporal(node);
    return write_function(node);
  }

  // The deepest first: SQLite's parser keeps what stands before a parenthesis.
  std::string write_logical(std::string_view op, const Cql2Node& node) {
    std::vector<std::pair<int, const Cql2Node*>> terms;
    for (const Cql2Node& arg : node.args) terms.emplace_back(-depth_of(arg), &arg);
    std::stable_sort(terms.begin(), terms.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> parts;
    for (const auto& [depth, term] : terms) parts.push_back(write(*term));
    return joined(op, parts);
  }

  std::string write_is_null(const Cql2Node& node) {
    if (node.kind != Kind::interval) return fmt::format("({} IS NULL)", write(node));
    const Span span = span_of(node, false);
    return fmt::format("({} IS NULL OR {} IS NULL)", span.first, span.last);
  }

  // Where one side is of days, times are taken as the days in UTC that they are in.
  static bool is_of_days(const Cql2Node& node) {
    if (node.kind == Kind::interval)
      return std::any_of(node.args.begin(), node.args.end(),
                         [](const Cql2Node& end) { return is_of_days(end); });
    return node.type == Cql2Type::day;
  }

  std::string write_instant(const Cql2Node& node, bool as_day) {
    std::string written = write(node);
    return as_day && node.type == Cql2Type::time ? fmt::format("substr({}, 1, 10)", written) : written;
  }

  std::string write_comparison(const Cql2Node& node) {
    const bool as_days = is_of_days(node.args[0]) || is_of_days(node.args[1]);
    const std::string left = write_instant(node.args[0], as_days);
    return fmt::format("({} {} {})", left, node.text, write_instant(node.args[1], as_days));
  }

  std::string write_in(const Cql2Node& node) {
    const bool as_days = std::any_of(node.args.begin(), node.args.end(), is_of_days);
    std::vector<std::string> parts;
    for (const Cql2Node& arg : node.args) parts.push_back(write_instant(arg, as_days));
    return fmt::format("({} IN ({}))", parts[0], fmt::join(parts.begin() + 1, parts.end(), ", "));
  }

  Span span_of(const Cql2Node& node, bool as_days) {
    if (node.kind != Kind::interval) return {write_instant(node, as_days), write_instant(node, as_days)};
    const auto end = [&](const Cql2Node& at, std::string_view open) {
      return at.kind == Kind::open_end ? std::string(open) : write_instant(at, as_days);
    };
    return {end(node.args[0], kBeforeAll), end(node.args[1], kAfterAll)};
  }

  // OGC 21-065r2, tables 5 and 6: intervals are closed, an instant is one whose ends are the same.
  std::string write_temporal(const Cql2Node& node) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 15> kRelations{
        {{"t_after", "({a1} > {b2})"},
         {"t_before", "({a2} < {b1})"},
         {"t_disjoint", "({a1} > {b2} OR {a2} < {b1})"},
         {"t_equals", "({a1} = {b1} AND {a2} = {b2})"},
         {"t_intersects", "({a1} <= {b2} AND {a2} >= {b1})"},
         {"t_contains", "({a1} < {b1} AND {a2} > {b2})"},
         {"t_during", "({a1} > {b1} AND {a2} < {b2})"},
         {"t_finishedBy", "({a1} < {b1} AND {a2} = {b2})"},
         {"t_finishes", "({a1} > {b1} AND {a2} = {b2})"},
         {"t_meets", "({a2} = {b1})"},
         {"t_metBy", "({a1} = {b2})"},
         {"t_overlappedBy", "({a1} > {b1} AND {a1} < {b2} AND {a2} > {b2})"},
         {"t_overlaps", "({a1} < {b1} AND {a2} > {b1} AND {a2} < {b2})"},
         {"t_startedBy", "({a1} = {b1} AND {a2} > {b2})"},
         {"t_starts", "({a1} = {b1} AND {a2} < {b2})"}}};
    const bool as_days = is_of_days(node.args[0]) || is_of_days(node.args[1]);
    const Span a = span_of(node.args[0], as_days);
    const Span b = span_of(node.args[1], as_days);
    const auto* relation = std::find_if(kRelations.begin(), kRelations.end(),
                                        [&](const auto& entry) { return entry.first == node.text; });
    const std::string related =
        fmt::format(fmt::runtime(relation->second), fmt::arg("a1", a.first), fmt::arg("a2", a.last),
                    fmt::arg("b1", b.first), fmt::arg("b2", b.last));
    // Of what has no time, or only one end of it, nothing is known.
    return fmt::format("CASE WHEN {} || {} || {} || {} IS NOT NULL THEN {} END", a.first, a.last, b.first,
                       b.last, related);
  }

  std::string write_spatial(const std::string& op, const Cql2Node& a, const Cql2Node& b) {
    if (const auto empty = write_spatial_of_empty(op, a, b)) return *empty;
    for (const auto& [literal, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
      if (literal->kind == Kind::geometry && literal->geometry->kind == Geometry::Kind::collection)
        return write_spatial_of_collection(op, a, b, *literal->geometry);
    }
    // -1 is SpatiaLite's NULL.
    std::string found =
        fmt::format("nullif(ST_{}({}, {}), -1)", find_predicate(op).substr(2), write(a), write(b));
    if (a.queryable && !a.queryable->index.empty() && b.kind == Kind::geometry)
      return write_by_index(op, *a.queryable, *b.geometry, found);
    if (b.queryable && !b.queryable->index.empty() && a.kind == Kind::geometry)
      return write_by_index(op, *b.queryable, *a.geometry, found);
    return found;
  }

  static bool is_box(const Geometry& geometry) {
    if (geometry.kind != Geometry::Kind::polygon || geometry.paths.size() != 1 ||
        geometry.paths[0].size() != 5)
      return false;
    const std::vector<EastNorth>& ring = geometry.paths[0];
    return ring[0].north == ring[1].north && ring[1].east == ring[2].east && ring[2].north == ring[3].north &&
           ring[3].east == ring[0].east;
  }

  // What an R-tree knows are points: whether one is in a box, its coordinates tell.
  std::string write_in_box(const std::string& column, const Bbox& box) {
    return fmt::format("(ST_X({0}) BETWEEN {1} AND {2} AND ST_Y({0}) BETWEEN {3} AND {4})", column,
                       bind(box.west), bind(box.east), bind(box.south), bind(box.north));
  }

  // The R-tree leaves out what is far away; what is left is looked at one by one.
  std::string write_by_index(std::string_view op, const Queryable& property, const Geometry& literal,
                             std::string found) {
    const Bbox box = box_around(literal);
    if (op == "s_intersects" && is_box(literal)) found = write_in_box(std::string(property.column), box);
    return fmt::format(
        "CASE WHEN {} IS NULL THEN NULL WHEN {} IN (SELECT pkid FROM {} WHERE xmax >= {} AND xmin <= {} AND "
        "ymax >= {} AND ymin <= {}) THEN {} ELSE {} END",
        property.column, property.index_key, property.index, bind(box.west), bind(box.east), bind(box.south),
        bind(box.north), found, op == "s_disjoint" ? 1 : 0);
  }

  static bool is_empty_literal(const Cql2Node& node) {
    return node.kind == Kind::geometry && node.geometry->is_empty();
  }

  // Nothing has a point in common with what has none.
  std::optional<std::string> write_spatial_of_empty(std::string_view op, const Cql2Node& a,
                                                    const Cql2Node& b) {
    if (!is_empty_literal(a) && !is_empty_literal(b)) return std::nullopt;
    if (is_empty_literal(a) && is_empty_literal(b)) return op == "s_disjoint" || op == "s_equals" ? "1" : "0";
    return fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", write(is_empty_literal(a) ? b : a),
                       op == "s_disjoint" ? 1 : 0);
  }

  // GEOS relates no collections, but their parts: what is disjoint from all, contains all, is within one.
  std::string write_spatial_of_collection(const std::string& op, const Cql2Node& a, const Cql2Node& b,
                                          const Geometry& collection) {
    const bool is_first = a.kind == Kind::geometry && a.geometry.get() == &collection;
    const bool is_every = op == "s_disjoint" || op == "s_equals" || (op == "s_contains") != is_first;
    std::vector<std::string> parts;
    for (const Geometry& member : collection.members) {
      const Cql2Node part{.kind = Kind::geometry,
                          .geometry = std::make_shared<const Geometry>(member),
                          .type = Cql2Type::geometry};
      parts.push_back(write_spatial(op, is_first ? part : a, is_first ? b : part));
    }
    const bool is_of_whole = op == "s_contains" || op == "s_within" || op == "s_disjoint" || op == "s_equals";
    return joined(is_of_whole && is_every ? "AND" : "OR", parts);
  }

  std::string write_function(const Cql2Node& node) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 24> kFunctions{
        {{"casei", "photomap_casei({0})"},
         {"accenti", "photomap_accenti({0})"},
         {"like", "photomap_like({0}, {1})"},
         {"/", "(CAST({0} AS REAL) / {1})"},
         {"%", "photomap_modulo({0}, {1})"},
         {"div", "photomap_divide({0}, {1})"},
         {"^", "photomap_power({0}, {1})"},
         {"a_equals", "photomap_array('e', {0}, {1})"},
         {"a_contains", "photomap_array('c', {0}, {1})"},
         {"a_containedBy", "photomap_array('c', {1}, {0})"},
         {"a_overlaps", "photomap_array('o', {0}, {1})"},
         {"length", "length({0})"},
         {"lower", "photomap_lower({0})"},
         {"upper", "photomap_upper({0})"},
         {"starts_with", "(substr({0}, 1, length({1})) = {1})"},
         {"abs", "abs({0})"},
         {"floor", "photomap_floor({0})"},
         {"ceil", "(- photomap_floor(- {0}))"},
         {"year", "CAST(substr({0}, 1, 4) AS INTEGER)"},
         {"month", "CAST(substr({0}, 6, 2) AS INTEGER)"},
         {"day_of", "substr({0}, 1, 10)"},
         {"array_length", "json_array_length({0})"},
         {"longitude", "ST_X({0})"},
         {"latitude", "ST_Y({0})"}}};
    std::vector<std::string> args;
    for (const Cql2Node& arg : node.args) args.push_back(write(arg));
    args.resize(2);
    if (node.text == "distance") return fmt::format("ST_Distance({}, {}, 1)", args[0], args[1]);
    const auto* function = std::find_if(kFunctions.begin(), kFunctions.end(),
                                        [&](const auto& entry) { return entry.first == node.text; });
    return fmt::format(fmt::runtime(function->second), args[0], args[1]);
  }

  // As JSON, in which each element says of what type it is.
  std::string write_array(const Cql2Node& node) {
    std::vector<std::string> elements;
    for (const Cql2Node& element : node.args) elements.push_back(write_element(element));
    return fmt::format("json_array({})", fmt::join(elements, ", "));
  }

  std::string write_element(const Cql2Node& node) {
    switch (node.type) {
      case Cql2Type::number: return fmt::format("({} * 1.0)", write(node));
      case Cql2Type::text: return write(node);
      case Cql2Type::boolean:
        return fmt::format("json(CASE {} WHEN 0 THEN 'false' WHEN 1 THEN 'true' ELSE 'null' END)",
                           write(node));
      case Cql2Type::day: return fmt::format("json_object('date', {})", write(node));
      case Cql2Type::time: return fmt::format("json_object('timestamp', {})", write(node));
      case Cql2Type::geometry: return fmt::format("json_object('geometry', hex({}))", write(node));
      case Cql2Type::array: return fmt::format("json({})", write(node));
      case Cql2Type::interval: break;
    }
    const Span span = span_of(node, false);
    return fmt::format("json_object('interval', json_array({}, {}))", span.first, span.last);
  }

  int first_parameter_;
  std::vector<SqlValue> values_;
};

}  // namespace

void SqlCondition::bind_to(Statement& statement) const {
  for (std::size_t i = 0; i < values.size(); ++i)
    statement.bind_value(first_parameter + static_cast<int>(i), values[i]);
}

std::string key_of(const Cql2Node& filter) {
  const SqlCondition condition = to_sql(filter, 1);
  std::string key = condition.text;
  const auto add = [&key](const std::string& value) { key += fmt::format(" {}:{}", value.size(), value); };
  for (const SqlValue& value : condition.values) {
    if (const auto* number = std::get_if<double>(&value)) add(fmt::format("{}", *number));
    if (const auto* text = std::get_if<std::string>(&value)) add("'" + *text);
    if (const auto* blob = std::get_if<SqlBlob>(&value)) add("x" + blob->bytes);
  }
  return key;
}

SqlCondition to_sql(const Cql2Node& filter, int first_parameter) {
  constexpr int kMostOnStack = 80;
  if (stack_of(filter) > kMostOnStack)
    throw Cql2Error("filter: has too many levels within each other; ask for less at once");
  Writer writer(first_parameter);
  std::string text = writer.write(filter);
  return {.text = std::move(text), .values = writer.take_values(), .first_parameter = first_parameter};
}

}  // namespace photomap
