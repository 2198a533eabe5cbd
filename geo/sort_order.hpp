// In which order features are told, and where in it a page begins.
#pragma once

#include "geo/cql2.hpp"
#include "geo/json.hpp"
#include "geo/sqlite.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct SortKey {
  const Queryable* property = nullptr;
  bool is_descending = false;
};

/// By the keys, one after the other. What is not known comes last, whichever way a key goes; features that
/// are alike in all keys come by their ids.
struct SortOrder {
  std::vector<SortKey> keys = {};
  bool id_is_descending = false;
  Json from = nullptr;  ///< a position, that is an array of a feature's values of the keys and of its id:
                        ///< only features after it; null: all
  bool is_backwards = false;  ///< only features before it, the nearest first
};

/// Whether a feature at one position comes before one at the other, read forwards.
bool comes_before(const SortOrder& order, const Json& one, const Json& other);

/// An order as parts of a statement of SQL.
class SortSql {
 public:
  /// Parameters count from `first_parameter`.
  SortSql(const SortOrder& order, std::string_view id_column, int first_parameter);

  /// ", a, b": what a position is made of.
  const std::string& columns() const { return columns_; }
  /// " AND (...)"; empty where the order has no `from`.
  const std::string& condition() const { return condition_; }
  /// " ORDER BY ..."
  const std::string& order_by() const { return order_by_; }
  void bind_to(Statement& statement) const;
  /// Of a row, `columns()` being those from `first_column` on.
  Json position(const Statement& row, int first_column) const;

 private:
  std::string columns_;
  std::string condition_;
  std::string order_by_;
  std::vector<SqlValue> from_;
  int first_parameter_;
  int keys_;
};

}  // namespace photomap
