// What handlers work with.
#pragma once

#include "server/assets.hpp"
#include "server/body_cache.hpp"
#include "server/served_basemap.hpp"
#include "server/served_gazetteer.hpp"
#include "server/served_points.hpp"
#include "server/store_pool.hpp"

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <utility>

namespace photomap {

/// How links to this server are made.
struct LinkOptions {
  std::string public_url =
      {};                    ///< "https://example.org/map", without a slash at the end; empty: by the request
  bool trust_proxy = false;  ///< X-Forwarded-Proto and X-Forwarded-Host say where the client is
};

/// Thread safe.
struct App {
  StorePool stores;
  const Assets assets;
  const ServedBasemap basemap;  // before the points, whose index may take a while: a bad file is told at once
  ServedPoints points;
  BodyCache tiles{std::size_t{64} << 20};
  const ServedGazetteer gazetteer;
  const LinkOptions links;

  App(const std::filesystem::path& db, const std::filesystem::path& web,
      const std::filesystem::path& gazetteer_file, LinkOptions link_options = {}, std::stop_token stop = {},
      const std::filesystem::path& basemap_file = {})
      : stores(db),
        assets(web),
        basemap(basemap_file),
        points(stores, db, std::move(stop)),
        gazetteer(gazetteer_file),
        links(std::move(link_options)) {}
};

}  // namespace photomap
