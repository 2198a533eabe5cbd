// What handlers work with.
#pragma once

#include "server/assets.hpp"
#include "server/body_cache.hpp"
#include "server/served_gazetteer.hpp"
#include "server/served_points.hpp"
#include "server/store_pool.hpp"

#include <cstddef>
#include <filesystem>

namespace photomap {

/// Thread safe.
struct App {
  StorePool stores;
  const Assets assets;
  ServedPoints points;
  BodyCache tiles{std::size_t{64} << 20};
  const ServedGazetteer gazetteer;

  App(const std::filesystem::path& db, const std::filesystem::path& web,
      const std::filesystem::path& gazetteer_file)
      : stores(db), assets(Assets::load(web)), points(stores, db), gazetteer(gazetteer_file) {}
};

}  // namespace photomap
