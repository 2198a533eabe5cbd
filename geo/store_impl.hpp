// What geo/store.cpp, geo/store_photos.cpp and geo/store_transaction.cpp share.
#pragma once

#include "geo/cql2_sql.hpp"
#include "geo/photo_rows.hpp"
#include "geo/place_tables.hpp"
#include "geo/sqlite.hpp"
#include "geo/store.hpp"
#include "geo/store_query.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace photomap {

struct PhotoStore::Impl {
  explicit Impl(Connection opened) : connection(std::move(opened)), places(connection) {
    add_cql2_functions(connection);
    add_query_functions(connection);
  }

  /// Null where a query can't take long.
  std::unique_ptr<QueryBudget> start_budget(const PhotoQuery& query) {
    const bool may_take_long = query.filter || query.words;
    return may_take_long ? std::make_unique<QueryBudget>(connection, budget) : nullptr;
  }

  /// As a query with words: queries without them, for ids of photos that have the words, ascending. Stop by
  /// returning false.
  void for_each_found(const PhotoQuery& query, const std::function<bool(const PhotoQuery&)>& read);

  // Order matters: the statements of `places` end before the connection does.
  Connection connection;
  PlaceTables places;
  std::chrono::milliseconds budget = kFilterBudget;
};

}  // namespace photomap
