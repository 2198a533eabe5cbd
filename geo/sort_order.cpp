#include "geo/sort_order.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace photomap {

namespace {

SqlValue sql_value(const Json& json) {
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  return nullptr;
}

Json json_value(const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

/// That a row's value comes after that of `from` in the direction of reading; empty where none does.
std::string is_after(std::string_view column, const Json& from, int parameter, bool ascends, bool backwards) {
  if (from.is_null()) return backwards ? fmt::format("{} IS NOT NULL", column) : "";
  const std::string compared = fmt::format("{} {} ?{}", column, ascends ? '>' : '<', parameter);
  return backwards ? compared : fmt::format("({} OR {} IS NULL)", compared, column);
}

}  // namespace

bool comes_before(const SortOrder& order, const Json& one, const Json& other) {
  for (std::size_t i = 0; i < order.keys.size(); ++i) {
    if (one[i] == other[i]) continue;
    if (one[i].is_null() || other[i].is_null()) return other[i].is_null();
    return (one[i] < other[i]) != order.keys[i].is_descending;
  }
  if (one.back() == other.back()) return false;
  return (one.back() < other.back()) != order.id_is_descending;
}

SortSql::SortSql(const SortOrder& order, std::string_view id_column, int first_parameter)
    : first_parameter_(first_parameter), keys_(static_cast<int>(order.keys.size())) {
  std::string alike;  // that a row has the values of `from`, as far as the keys have been read
  int parameter = first_parameter;
  const auto add_part = [&](const std::string& after) {
    if (!after.empty()) condition_.append(condition_.empty() ? "" : " OR ").append("(" + alike + after + ")");
  };
  for (std::size_t i = 0; i < order.keys.size(); ++i, ++parameter) {
    const std::string_view column = order.keys[i].property->column;
    const bool ascends = order.keys[i].is_descending == order.is_backwards;
    columns_.append(", ").append(column);
    order_by_ += fmt::format("{} {} NULLS {}, ", column, ascends ? "ASC" : "DESC",
                             order.is_backwards ? "FIRST" : "LAST");
    if (order.from.is_null()) continue;
    add_part(is_after(column, order.from[i], parameter, ascends, order.is_backwards));
    alike += fmt::format("{} IS ?{} AND ", column, parameter);
  }
  const bool ascends = order.id_is_descending == order.is_backwards;
  columns_.append(", ").append(id_column);
  order_by_ = fmt::format(" ORDER BY {}{} {}", order_by_, id_column, ascends ? "ASC" : "DESC");
  if (order.from.is_null()) return;
  add_part(fmt::format("{} {} ?{}", id_column, ascends ? '>' : '<', parameter));
  condition_ = fmt::format(" AND ({})", condition_);
  for (const Json& value : order.from) from_.push_back(sql_value(value));
}

void SortSql::bind_to(Statement& statement) const {
  int parameter = first_parameter_;
  for (const SqlValue& value : from_) statement.bind_value(parameter++, value);
}

Json SortSql::position(const Statement& row, int first_column) const {
  Json position = Json::array();
  for (int i = 0; i <= keys_; ++i) position.push_back(json_value(row.value(first_column + i)));
  return position;
}

}  // namespace photomap
