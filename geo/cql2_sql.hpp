// A filter as a condition of SQL.
#pragma once

#include "geo/cql2.hpp"
#include "geo/sqlite.hpp"

#include <string>
#include <vector>

namespace photomap {

/// Of what a client wrote only `values` hold anything.
struct SqlCondition {
  std::string text;  ///< 1, 0 or NULL for each row
  std::vector<SqlValue> values;
  int first_parameter = 1;

  /// They must live until the statement is done.
  void bind_to(Statement& statement) const;
};

/// Of rows in which the columns of its queryables are known, on a connection that add_cql2_functions has been
/// given. Parameters count from `first_parameter`. Throws Cql2Error for more than SQL can take.
SqlCondition to_sql(const Cql2Node& filter, int first_parameter);

/// The same for filters that mean the same in the same words.
std::string key_of(const Cql2Node& filter);

/// What conditions need besides SpatiaLite's functions.
void add_cql2_functions(Connection& connection);

}  // namespace photomap
