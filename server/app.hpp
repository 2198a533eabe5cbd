// What handlers work with.
#pragma once

#include "server/assets.hpp"
#include "server/store_pool.hpp"

#include <filesystem>

namespace photomap {

/// Thread safe.
struct App {
  StorePool stores;
  const Assets assets;

  App(const std::filesystem::path& db, const std::filesystem::path& web)
      : stores(db), assets(Assets::load(web)) {}
};

}  // namespace photomap
