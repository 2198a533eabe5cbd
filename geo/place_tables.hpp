// The tables `places` and `place_names`, alike in the gazetteer and in every photo database.
#pragma once

#include "geo/photo.hpp"
#include "geo/sqlite.hpp"

#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// Makes SpatiaLite's own tables, with WGS 84 as the only reference system. Never inside a transaction.
void create_spatial_metadata(Connection& connection);

/// Makes both tables, their spatial index and their name index.
void create_place_tables(Connection& connection);

/// Reads, writes and compares places. Must not outlive the connection.
class PlaceTables {
 public:
  explicit PlaceTables(Connection& connection);

  std::optional<Place> find_place(const std::string& id);
  /// The ids of the places that bear this folded name.
  std::vector<std::string> find_ids_by_key(const std::string& key);
  bool has_key(const std::string& key);
  /// As written, every language.
  std::vector<std::string> names(const std::string& id);

  /// Writes only what is not there already.
  void put_place(const Place& place);
  void put_name(const std::string& place_id, const std::string& name);

 private:
  Statement find_;
  Statement find_ids_;
  Statement has_key_;
  Statement names_;
  Statement put_;
  Statement put_name_;
};

}  // namespace photomap
