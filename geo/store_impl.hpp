// What geo/store.cpp and geo/store_transaction.cpp share.
#pragma once

#include "geo/cql2_sql.hpp"
#include "geo/photo_rows.hpp"
#include "geo/place_tables.hpp"
#include "geo/sqlite.hpp"
#include "geo/store.hpp"
#include "geo/store_query.hpp"

namespace photomap {

struct PhotoStore::Impl {
  explicit Impl(Connection opened) : connection(std::move(opened)), places(connection) {
    add_cql2_functions(connection);
    add_query_functions(connection);
  }

  // Order matters: the statements of `places` end before the connection does.
  Connection connection;
  PlaceTables places;
};

}  // namespace photomap
