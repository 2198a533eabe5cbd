// parse_cql2_text: one function for each rule of the grammar (OGC 21-065r2, annex B), under the rule's name
// where it has one.
#include "geo/cql2.hpp"
#include "geo/cql2_scanner.hpp"
#include "geo/cql2_values.hpp"
#include "geo/cql2_wkt.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <optional>
#include <utility>

namespace photomap {

namespace {

using Kind = Cql2Node::Kind;

Cql2Node call(std::string_view op, std::vector<Cql2Node> args, std::string where) {
  return {.kind = Kind::call, .text = std::string(op), .args = std::move(args), .where = std::move(where)};
}

class Parser {
 public:
  Parser(std::string_view text, const Cql2Context& context) : scanner_(text), crs_(context.crs) {}

  Cql2Node parse() {
    Cql2Node node = boolean_expression();
    if (!scanner_.is_at_end()) scanner_.fail("AND, OR or the end of the filter");
    return node;
  }

 private:
  // Of what is nested, so that no text can exhaust the stack.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kDeepestCql2)
        parser_.scanner_.fail(fmt::format("no more than {} levels", kDeepestCql2));
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.depth_; }

   private:
    Parser& parser_;
  };

  Cql2Node boolean_expression() {
    const Level level(*this);
    std::string where = scanner_.where();
    std::vector<Cql2Node> terms{boolean_term()};
    while (scanner_.eat_word("or")) terms.push_back(boolean_term());
    if (terms.size() == 1) return std::move(terms[0]);
    return call("or", std::move(terms), std::move(where));
  }

  Cql2Node boolean_term() {
    std::string where = scanner_.where();
    std::vector<Cql2Node> factors{boolean_factor()};
    while (scanner_.eat_word("and")) factors.push_back(boolean_factor());
    if (factors.size() == 1) return std::move(factors[0]);
    return call("and", std::move(factors), std::move(where));
  }

  Cql2Node boolean_factor() {
    std::string where = scanner_.where();
    if (pending_ || !scanner_.eat_word("not")) return boolean_primary();
    return call("not", {boolean_primary()}, std::move(where));
  }

  Cql2Node boolean_primary() {
    Cql2Node node = predicate(scalar_expression());
    while (scanner_.sees_word("is")) node = is_null(std::move(node));
    return node;
  }

  /// What follows the first operand, if anything does.
  Cql2Node predicate(Cql2Node left) {
    std::string where = scanner_.where();
    for (const std::string_view op : {"<>", "<=", ">=", "=", "<", ">"}) {
      if (!scanner_.eat(op)) continue;
      return call(op, {std::move(left), scalar_expression()}, std::move(where));
    }
    if (scanner_.sees_word("is")) return is_null(std::move(left));
    const bool is_negated = scanner_.eat_word("not");
    Cql2Node node;
    if (scanner_.eat_word("like")) {
      node = call("like", {std::move(left), pattern_expression()}, where);
    } else if (scanner_.eat_word("between")) {
      node = between(std::move(left), where);
    } else if (scanner_.eat_word("in")) {
      node = in_list(std::move(left), where);
    } else if (is_negated) {
      scanner_.fail("LIKE, BETWEEN or IN");
    } else {
      return left;
    }
    return is_negated ? call("not", {std::move(node)}, std::move(where)) : node;
  }

  Cql2Node is_null(Cql2Node operand) {
    std::string where = scanner_.where();
    scanner_.expect_word("is");
    const bool is_negated = scanner_.eat_word("not");
    scanner_.expect_word("null");
    Cql2Node node = call("isNull", {std::move(operand)}, where);
    return is_negated ? call("not", {std::move(node)}, std::move(where)) : node;
  }

  Cql2Node between(Cql2Node value, std::string where) {
    Cql2Node least = scalar_expression();
    scanner_.expect_word("and");
    return call("between", {std::move(value), std::move(least), scalar_expression()}, std::move(where));
  }

  Cql2Node in_list(Cql2Node value, std::string where) {
    std::vector<Cql2Node> args{std::move(value)};
    scanner_.expect("(");
    do args.push_back(scalar_expression());
    while (scanner_.eat(","));
    scanner_.expect(")");
    return call("in", std::move(args), std::move(where));
  }

  Cql2Node pattern_expression() {
    const Level level(*this);
    std::string where = scanner_.where();
    for (const std::string_view op : {"casei", "accenti"}) {
      if (!scanner_.eat_word(op)) continue;
      scanner_.expect("(");
      Cql2Node pattern = pattern_expression();
      scanner_.expect(")");
      return call(op, {std::move(pattern)}, std::move(where));
    }
    auto text = scanner_.take_text();
    if (!text) scanner_.fail("a pattern in single quotes");
    return {.kind = Kind::text, .text = std::move(*text), .where = std::move(where)};
  }

  /// Any operand: arithmetic binds what is no number to nothing, and the types tell.
  Cql2Node scalar_expression() {
    Cql2Node node = arithmetic_term();
    for (int terms = 1;; ++terms) {
      std::string where = scanner_.where();
      const std::string_view op = eat_any({"+", "-"});
      if (op.empty()) return node;
      if (terms > kDeepestCql2) scanner_.fail(fmt::format("no more than {} terms", kDeepestCql2));
      node = call(op, {std::move(node), arithmetic_term()}, std::move(where));
    }
  }

  Cql2Node arithmetic_term() {
    Cql2Node node = power_term();
    for (int factors = 1;; ++factors) {
      std::string where = scanner_.where();
      std::string_view op = eat_any({"*", "/", "%"});
      if (op.empty() && scanner_.eat_word("div")) op = "div";
      if (op.empty()) return node;
      if (factors > kDeepestCql2) scanner_.fail(fmt::format("no more than {} factors", kDeepestCql2));
      node = call(op, {std::move(node), power_term()}, std::move(where));
    }
  }

  Cql2Node power_term() {
    Cql2Node base = arithmetic_factor();
    std::string where = scanner_.where();
    if (!scanner_.eat("^")) return base;
    return call("^", {std::move(base), arithmetic_factor()}, std::move(where));
  }

  Cql2Node arithmetic_factor() {
    if (pending_) return *std::exchange(pending_, std::nullopt);
    std::string where = scanner_.where();
    if (scanner_.eat("(")) {
      Cql2Node node = boolean_expression();
      scanner_.expect(")");
      node.is_in_parens = true;
      return node;
    }
    if (!scanner_.eat("-")) return operand();
    Cql2Node node = operand();
    if (node.kind != Kind::number) return call("negate", {std::move(node)}, std::move(where));
    node.number = -node.number;
    return node;
  }

  Cql2Node operand() {
    std::string where = scanner_.where();
    if (const auto number = scanner_.take_signed_number())
      return {.kind = Kind::number, .number = *number, .where = std::move(where)};
    if (auto text = scanner_.take_text())
      return {.kind = Kind::text, .text = std::move(*text), .where = std::move(where)};
    if (const auto name = scanner_.take_quoted_name(); !name.empty())
      return {.kind = Kind::property, .text = std::string(name), .where = std::move(where)};
    for (const std::string_view word : {"and", "or", "not", "like", "between", "in", "is", "null", "div"}) {
      if (scanner_.sees_word(word)) scanner_.fail("a property, a value or a function");
    }
    const std::string_view word = scanner_.take_word();
    if (word.empty()) scanner_.fail("a property, a value or a function");
    return named(word, std::move(where));
  }

  /// What begins with a word.
  Cql2Node named(std::string_view word, std::string where) {
    const Level level(*this);
    const std::string lower = lower_ascii(word);
    if (lower == "true" || lower == "false")
      return {.kind = Kind::boolean, .number = lower == "true" ? 1.0 : 0.0, .where = std::move(where)};
    if (auto geometry = take_wkt(lower, scanner_, crs_, where)) return std::move(*geometry);
    if (scanner_.peek() != '(')
      return {.kind = Kind::property, .text = std::string(word), .where = std::move(where)};
    scanner_.expect("(");
    Cql2Node node = called(word, lower, std::move(where));
    scanner_.expect(")");
    return node;
  }

  Cql2Node called(std::string_view word, const std::string& lower, std::string where) {
    if (lower == "date") return day_node(quoted(), std::move(where));
    if (lower == "timestamp") return time_node(quoted(), std::move(where));
    if (lower == "interval") return interval(std::move(where));
    if (lower == "casei" || lower == "accenti") return call(lower, {scalar_expression()}, std::move(where));
    if (const std::string_view op = find_predicate(word); !op.empty()) {
      const bool is_of_arrays = op.starts_with("a_");
      Cql2Node first = is_of_arrays ? array_expression() : scalar_expression();
      scanner_.expect(",");
      return call(op, {std::move(first), is_of_arrays ? array_expression() : scalar_expression()},
                  std::move(where));
    }
    std::vector<Cql2Node> args;
    if (scanner_.peek() != ')') args = arguments();
    return call(word, std::move(args), std::move(where));
  }

  std::string quoted() {
    auto text = scanner_.take_text();
    if (!text) scanner_.fail("a date or time in single quotes");
    return std::move(*text);
  }

  Cql2Node interval(std::string where) {
    std::vector<Cql2Node> ends{interval_end()};
    scanner_.expect(",");
    ends.push_back(interval_end());
    return interval_node(std::move(ends), std::move(where));
  }

  Cql2Node interval_end() {
    std::string where = scanner_.where();
    if (const auto text = scanner_.take_text()) return interval_end_node(*text, std::move(where));
    return operand();
  }

  Cql2Node array_expression() {
    const Level level(*this);
    std::string where = scanner_.where();
    if (!scanner_.eat("(")) return scalar_expression();
    Cql2Node array{.kind = Kind::array, .where = std::move(where)};
    if (scanner_.eat(")")) return array;
    array.args = arguments();
    scanner_.expect(")");
    return array;
  }

  std::vector<Cql2Node> arguments() {
    std::vector<Cql2Node> args;
    do args.push_back(argument());
    while (scanner_.eat(","));
    return args;
  }

  /// Parentheses are an array where a comma or nothing stands in them.
  Cql2Node argument() {
    const Level level(*this);
    std::string where = scanner_.where();
    if (pending_ || !scanner_.eat("(")) return boolean_expression();
    Cql2Node array{.kind = Kind::array, .where = std::move(where)};
    if (scanner_.eat(")")) return array;
    array.args.push_back(argument());
    const bool is_array = scanner_.eat(",") || array.args[0].kind == Kind::array;
    if (is_array && scanner_.peek() != ')') {
      for (Cql2Node& more : arguments()) array.args.push_back(std::move(more));
    }
    scanner_.expect(")");
    if (is_array) return array;
    pending_ = std::move(array.args[0]);
    pending_->is_in_parens = true;
    return boolean_expression();
  }

  std::string_view eat_any(std::initializer_list<std::string_view> signs) {
    for (const std::string_view sign : signs) {
      if (scanner_.eat(sign)) return sign;
    }
    return {};
  }

  Cql2Scanner scanner_;
  const GeometryCrs& crs_;
  int depth_ = 0;
  std::optional<Cql2Node> pending_;  ///< a factor in parentheses that was read before it was known to be one
};

}  // namespace

Cql2 parse_cql2_text(std::string_view text, const Cql2Context& context) {
  auto filter = std::make_shared<Cql2Node>(Parser(text, context).parse());
  check_cql2(*filter, context.queryables);
  return filter;
}

}  // namespace photomap
