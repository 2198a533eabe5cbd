// From the gazetteer into a photo database: the places that its photos use.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/photo.hpp"
#include "geo/store.hpp"

#include <set>
#include <string>

namespace photomap {

/// Copies each place once, those that contain it first. Must outlive neither gazetteer nor transaction.
class PlaceCopier {
 public:
  PlaceCopier(const Gazetteer& gazetteer, StoreTransaction& transaction)
      : gazetteer_(gazetteer), transaction_(transaction) {}

  void copy(const Georeference& where);

 private:
  void copy(const std::string& id);

  const Gazetteer& gazetteer_;
  StoreTransaction& transaction_;
  std::set<std::string> copied_;
};

}  // namespace photomap
