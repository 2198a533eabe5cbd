// The functions that conditions of filters call, in C++.
#include "geo/cql2_sql.hpp"
#include "geo/json.hpp"
#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace photomap {

namespace {

using Args = std::span<const SqlValue>;

const std::string* text_of(const SqlValue& value) {
  return std::get_if<std::string>(&value);
}

std::optional<double> number_of(const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

SqlValue finite_or_null(double value) {
  if (!std::isfinite(value)) return nullptr;
  return value;
}

void add_text_function(Connection& connection, const char* name, std::string (*change)(std::string_view)) {
  connection.add_function(name, 1, [change](Args args) -> SqlValue {
    const std::string* text = text_of(args[0]);
    if (!text) return nullptr;
    return change(*text);
  });
}

// Division by zero has no result, as in SQL.
void add_arithmetic(Connection& connection, const char* name, double (*compute)(double, double)) {
  connection.add_function(name, 2, [compute](Args args) -> SqlValue {
    const auto a = number_of(args[0]);
    const auto b = number_of(args[1]);
    if (!a || !b) return nullptr;
    return finite_or_null(compute(*a, *b));
  });
}

// Matches from the last "%" on again where what follows it does not fit.
bool is_like(std::string_view text, std::string_view pattern) {
  std::optional<std::pair<std::string_view, std::string_view>> retry;
  while (true) {
    if (pattern.starts_with('%')) {
      pattern.remove_prefix(1);
      retry = {text, pattern};
      continue;
    }
    if (pattern.empty() && text.empty()) return true;
    std::string_view wanted = pattern;
    const bool is_any = wanted.starts_with('_');
    if (wanted.starts_with('\\') && wanted.size() > 1) wanted.remove_prefix(1);
    const std::size_t size = first_code_point(text).size;
    const std::size_t wanted_size = first_code_point(wanted).size;
    const bool fits =
        !text.empty() && !wanted.empty() && (is_any || text.substr(0, size) == wanted.substr(0, wanted_size));
    if (fits) {
      text.remove_prefix(size);
      pattern = wanted.substr(wanted_size);
      continue;
    }
    if (!retry || retry->first.empty()) return false;
    retry->first.remove_prefix(first_code_point(retry->first).size);
    std::tie(text, pattern) = *retry;
  }
}

std::set<std::string> set_of(const Json& array);

// The same text for what is equal; arrays are sets in each other, too.
std::string canonical(const Json& element) {
  if (!element.is_array()) return element.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string text = "[";
  for (const std::string& each : set_of(element)) text.append(each).append(",");
  return text + "]";
}

std::set<std::string> set_of(const Json& array) {
  std::set<std::string> elements;
  for (const Json& element : array) elements.insert(canonical(element));
  return elements;
}

std::optional<std::set<std::string>> read_set(const SqlValue& value) {
  const std::string* text = text_of(value);
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_array()) return std::nullopt;
  return set_of(json);
}

SqlValue relate_arrays(Args args) {
  const auto a = read_set(args[1]);
  const auto b = read_set(args[2]);
  if (!a || !b) return nullptr;
  const char relation = text_of(args[0])->front();
  if (relation == 'e') return std::int64_t{*a == *b ? 1 : 0};
  if (relation == 'c') return std::int64_t{std::includes(a->begin(), a->end(), b->begin(), b->end()) ? 1 : 0};
  const bool overlap = std::any_of(a->begin(), a->end(), [&](const auto& each) { return b->contains(each); });
  return std::int64_t{overlap ? 1 : 0};
}

}  // namespace

void add_cql2_functions(Connection& connection) {
  add_text_function(connection, "photomap_casei", fold_case);
  add_text_function(connection, "photomap_accenti", drop_accents);
  add_text_function(connection, "photomap_lower", to_lower);
  add_text_function(connection, "photomap_upper", to_upper);
  connection.add_function("photomap_like", 2, [](Args args) -> SqlValue {
    const std::string* text = text_of(args[0]);
    const std::string* pattern = text_of(args[1]);
    if (!text || !pattern) return nullptr;
    return std::int64_t{is_like(*text, *pattern) ? 1 : 0};
  });
  add_arithmetic(connection, "photomap_modulo", [](double a, double b) { return std::fmod(a, b); });
  add_arithmetic(connection, "photomap_divide", [](double a, double b) { return std::trunc(a / b); });
  add_arithmetic(connection, "photomap_power", [](double a, double b) { return std::pow(a, b); });
  connection.add_function("photomap_floor", 1, [](Args args) -> SqlValue {
    const auto number = number_of(args[0]);
    if (!number) return nullptr;
    return std::floor(*number);
  });
  connection.add_function("photomap_array", 3, relate_arrays);
}

}  // namespace photomap
