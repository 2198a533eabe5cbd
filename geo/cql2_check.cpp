// What the parts of a filter are about: properties and types.
#include "geo/cql2.hpp"
#include "geo/cql2_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

using Kind = Cql2Node::Kind;
using enum Cql2Type;

const std::array<Cql2Function, 14> kFunctions{
    {{"length", "How many characters a text has", number, {text}},
     {"lower", "A text in small letters", text, {text}},
     {"upper", "A text in capital letters", text, {text}},
     {"starts_with", "Whether a text begins with another", boolean, {text, text}},
     {"abs", "A number without its sign", number, {number}},
     {"floor", "The greatest integer that is not greater", number, {number}},
     {"ceil", "The least integer that is not less", number, {number}},
     {"year", "The year of a date or time, in UTC", number, {day}},
     {"month", "The month of a date or time, in UTC, from 1", number, {day}},
     {"day_of", "The day of a date or time, in UTC", day, {day}},
     {"array_length", "How many elements an array has", number, {array}},
     {"longitude", "Of a point on WGS 84, in degrees", number, {geometry}},
     {"latitude", "Of a point on WGS 84, in degrees", number, {geometry}},
     {"distance", "Between two geometries on WGS 84, in metres", number, {geometry, geometry}}}};

bool is_instant(Cql2Type type) {
  return type == day || type == time;
}

bool fits(Cql2Type given, Cql2Type wanted) {
  return given == wanted || (is_instant(given) && is_instant(wanted));
}

bool is_one_of(std::string_view op, std::initializer_list<std::string_view> ops) {
  return std::find(ops.begin(), ops.end(), op) != ops.end();
}

bool is_predicate(const Cql2Node& node) {
  if (node.kind != Kind::call) return false;
  return is_one_of(node.text, {"and", "or", "not", "=", "<>", "<", ">", "<=", ">=", "like", "between", "in",
                               "isNull"}) ||
         node.text.starts_with("s_") || node.text.starts_with("t_") || node.text.starts_with("a_");
}

class Checker {
 public:
  explicit Checker(std::span<const Queryable> queryables) : queryables_(queryables) {}

  void check(Cql2Node& node, int depth) const {
    if (depth > kDeepestCql2) fail_cql2(node.where, "expected fewer levels within each other");
    for (Cql2Node& arg : node.args) check(arg, depth + 1);
    node.type = type_of(node);
    if (node.is_in_parens && is_literal_of_no_number(node))
      fail_cql2(node.where, "expected parentheses around numbers, properties and predicates only");
  }

  void want(const Cql2Node& node, Cql2Type wanted) const {
    if (!fits(node.type, wanted))
      fail_cql2(node.where, fmt::format("expected {}, not {}", name(wanted), name(node.type)));
  }

 private:
  static bool is_literal_of_no_number(const Cql2Node& node) {
    return node.kind != Kind::number && node.kind != Kind::property && node.kind != Kind::call &&
           node.kind != Kind::boolean;
  }

  Cql2Type type_of(Cql2Node& node) const {
    switch (node.kind) {
      case Kind::boolean: return boolean;
      case Kind::number: return number;
      case Kind::text: return text;
      case Kind::day: return day;
      case Kind::time: return time;
      case Kind::open_end: return interval;
      case Kind::geometry: return geometry;
      case Kind::array: return array;
      case Kind::property: return type_of_property(node);
      case Kind::interval: return type_of_interval(node);
      case Kind::call: return type_of_call(node);
    }
    return boolean;
  }

  Cql2Type type_of_property(Cql2Node& node) const {
    const auto is_it = [&](const Queryable& queryable) { return queryable.name == node.text; };
    const auto found = std::find_if(queryables_.begin(), queryables_.end(), is_it);
    if (found == queryables_.end()) {
      std::vector<std::string_view> names;
      for (const Queryable& queryable : queryables_) names.push_back(queryable.name);
      fail_cql2(node.where, fmt::format("expected a queryable ({}), not \"{}\"", fmt::join(names, ", "),
                                        std::string_view(node.text).substr(0, 100)));
    }
    node.queryable = &*found;
    return found->type;
  }

  Cql2Type type_of_interval(const Cql2Node& node) const {
    for (const Cql2Node& end : node.args) {
      if (end.kind != Kind::open_end && !is_instant(end.type))
        fail_cql2(end.where, fmt::format("expected a date, a time or '..', not {}", name(end.type)));
    }
    return interval;
  }

  Cql2Type type_of_call(Cql2Node& node) const {
    const std::string& op = node.text;
    if (is_one_of(op, {"and", "or", "not"})) return want_all(node, boolean, boolean);
    if (is_one_of(op, {"=", "<>", "<", ">", "<=", ">=", "in"})) return type_of_comparison(node);
    if (op == "like") return want_all(node, text, boolean);
    if (op == "between") return want_all(node, number, boolean);
    if (is_one_of(op, {"casei", "accenti"})) return want_all(node, text, text);
    if (is_one_of(op, {"+", "-", "*", "/", "%", "div", "^", "negate"})) return want_all(node, number, number);
    if (op == "isNull") return type_of_is_null(node);
    if (find_predicate(op) != op) return type_of_function(node);
    if (op.starts_with("s_")) return want_all(node, geometry, boolean);
    return op.starts_with("a_") ? want_all(node, array, boolean) : type_of_temporal(node);
  }

  Cql2Type want_all(const Cql2Node& node, Cql2Type wanted, Cql2Type made) const {
    for (const Cql2Node& arg : node.args) want(arg, wanted);
    return made;
  }

  Cql2Type type_of_comparison(const Cql2Node& node) const {
    const Cql2Node& left = node.args.at(0);
    for (const Cql2Node& arg : node.args) {
      const bool is_scalar =
          arg.type == number || arg.type == text || arg.type == boolean || is_instant(arg.type);
      if (!is_scalar || is_predicate(arg))
        fail_cql2(arg.where, fmt::format("expected a value to compare, not {}",
                                         is_predicate(arg) ? "a predicate" : name(arg.type)));
      want(arg, left.type);
    }
    return boolean;
  }

  Cql2Type type_of_is_null(const Cql2Node& node) const {
    if (node.args.at(0).kind == Kind::array) fail_cql2(node.where, "expected no array before IS NULL");
    return boolean;
  }

  // Instants have neither a beginning nor an end (OGC 21-065r2, 7.5.2).
  Cql2Type type_of_temporal(const Cql2Node& node) const {
    const bool takes_instants =
        is_one_of(node.text, {"t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"});
    for (const Cql2Node& arg : node.args) {
      if (arg.type == interval || (takes_instants && is_instant(arg.type))) continue;
      fail_cql2(arg.where, fmt::format("expected {}, not {}",
                                       takes_instants ? "a date, a time or an interval" : "an interval",
                                       name(arg.type)));
    }
    return boolean;
  }

  Cql2Type type_of_function(Cql2Node& node) const {
    const Cql2Function* function = find_cql2_function(node.text);
    if (!function)
      fail_cql2(node.where, fmt::format("expected a function that /functions lists, not \"{}\"",
                                        std::string_view(node.text).substr(0, 100)));
    node.text = function->name;
    if (node.args.size() != function->arguments.size())
      fail_cql2(node.where, fmt::format("expected {} arguments for {}, not {}", function->arguments.size(),
                                        function->name, node.args.size()));
    for (std::size_t i = 0; i < node.args.size(); ++i) want(node.args[i], function->arguments[i]);
    return function->returns;
  }

  std::span<const Queryable> queryables_;
};

Cql2Node value_node(const Queryable& queryable, std::string_view value) {
  std::string where = fmt::format("parameter {}", queryable.name);
  switch (queryable.type) {
    case number: {
      double parsed = 0;
      const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
      if (error != std::errc() || stop != value.data() + value.size()) fail_cql2(where, "expected a number");
      return {.kind = Kind::number, .number = parsed, .where = std::move(where)};
    }
    case boolean:
      if (value != "true" && value != "false") fail_cql2(where, "expected true or false");
      return {.kind = Kind::boolean, .number = value == "true" ? 1.0 : 0.0, .where = std::move(where)};
    case day: return day_node(value, std::move(where));
    case time: return time_node(value, std::move(where));
    default: return {.kind = Kind::text, .text = std::string(value), .where = std::move(where)};
  }
}

}  // namespace

std::string_view name(Cql2Type type) {
  switch (type) {
    case boolean: return "a boolean";
    case number: return "a number";
    case text: return "a text";
    case day: return "a date";
    case time: return "a time";
    case interval: return "an interval";
    case geometry: return "a geometry";
    case array: return "an array";
  }
  return "";
}

std::span<const Cql2Function> cql2_functions() {
  return kFunctions;
}

const Cql2Function* find_cql2_function(std::string_view name) {
  const auto is_it = [&](const Cql2Function& function) { return function.name == lower_ascii(name); };
  const auto* found = std::find_if(kFunctions.begin(), kFunctions.end(), is_it);
  return found == kFunctions.end() ? nullptr : found;
}

void check_cql2(Cql2Node& filter, std::span<const Queryable> queryables) {
  const Checker checker(queryables);
  checker.check(filter, 0);
  checker.want(filter, boolean);
}

Cql2 parse_equality(const Queryable& queryable, std::string_view value, const Cql2Context& context) {
  std::string where = fmt::format("parameter {}", queryable.name);
  Cql2Node property{.kind = Kind::property, .text = std::string(queryable.name), .where = where};
  auto filter =
      std::make_shared<Cql2Node>(Cql2Node{.kind = Kind::call,
                                          .text = "=",
                                          .args = {std::move(property), value_node(queryable, value)},
                                          .where = std::move(where)});
  check_cql2(*filter, context.queryables);
  return filter;
}

Cql2 all_of(const std::vector<Cql2>& filters) {
  Cql2Node all{.kind = Kind::call, .text = "and"};
  Cql2 last;
  for (const Cql2& filter : filters) {
    if (!filter) continue;
    all.args.push_back(*filter);
    last = filter;
  }
  return all.args.size() < 2 ? last : std::make_shared<const Cql2Node>(std::move(all));
}

}  // namespace photomap
