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

 private:
  static constexpr int kFirstOfFilter = 14;

  PhotoQuery query_;
  SqlCondition filter_;
  std::string text_;
};

}  // namespace photomap
