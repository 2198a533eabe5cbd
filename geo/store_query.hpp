// Which photos are meant, as a condition of SQL.
#pragma once

#include "geo/cql2_sql.hpp"
#include "geo/photo.hpp"
#include "geo/sqlite.hpp"

#include <chrono>
#include <string>

namespace photomap {

/// How long a statement with a filter of a client may take.
inline constexpr std::chrono::milliseconds kFilterBudget{5000};

/// On rows of photos p, essays e and corrections c; takes no notice of `words`. Must live until the statement
/// is done.
class PhotoCondition {
 public:
  explicit PhotoCondition(const PhotoQuery& query);

  /// " WHERE ..."; parameter 7 is free.
  const std::string& text() const { return text_; }
  void bind_to(Statement& statement) const;
  /// From this one on all parameters are free.
  int next_parameter() const { return kFirstOfFilter + static_cast<int>(filter_.values.size()); }

 private:
  static constexpr int kFirstOfFilter = 16;

  PhotoQuery query_;
  SqlCondition filter_;
  std::string text_;
};

/// Whether a query leaves out photos without a location, so that an index has all that it means.
bool means_located_only(const PhotoQuery& query);

/// What these conditions call besides SpatiaLite's functions.
void add_query_functions(Connection& connection);

}  // namespace photomap
