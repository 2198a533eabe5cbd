#!/usr/bin/env bash
# The test of tests/layers.sh: it is silent about a sound tree, and names each include planted below.
set -euo pipefail
layers=$(realpath "$(dirname "$0")/layers.sh")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

failed=0
# FILE without its planted INCLUDE is sound, with it the complaint is MESSAGE.
while IFS='|' read -r file include message; do
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/{geo,server,tests}
  touch "$tree"/geo/{coordinates,store,import}.hpp "$tree"/geo/photo.cpp "$tree"/server/{http,routes}.hpp
  printf '#include "geo/coordinates.hpp"\n' >"$tree/geo/photo.hpp"
  printf '#include "geo/store.hpp"\n#include <fmt/format.h>\n#include <vector>\n' >"$tree/geo/import.cpp"
  printf '#include "server/http.hpp"\n#include "geo/photo.hpp"\n#include <sys/mman.h>\n' >"$tree/server/routes.cpp"
  "$layers" "$tree" || { echo "a sound tree is called broken"; exit 1; }

  printf '#include %s\n' "$include" >>"$tree/$file"
  if said=$("$layers" "$tree"); then
    echo "missed: $file including $include"
    failed=1
  elif [[ $said != *"$message"* ]]; then
    printf 'for %s including %s, instead of "%s":\n%s\n' "$file" "$include" "$message" "$said"
    failed=1
  fi
done <<'EOF_TABLE'
geo/photo.hpp|"geo/store.hpp"|geo/photo.hpp (level 1) includes "geo/store.hpp" (level 3): dependencies point down only
geo/import.cpp|"server/http.hpp"|geo/import.cpp includes "server/http.hpp": geo/ includes only geo/
server/routes.cpp|"tests/main.hpp"|no path from the top of the tree
geo/photo.cpp|"coordinates.hpp"|no path from the top of the tree
server/http.hpp|"server/routes.hpp"|a cycle of includes: input contains a loop: server/http server/routes
server/format_html.cpp|"geo/store.hpp"|formats turn values to bytes, they know no store
geo/store.cpp|<sqlite3.h>|geo/store.cpp includes <sqlite3.h>: only geo/sqlite.cpp may
server/routes.cpp|<nlohmann/json.hpp>|server/routes.cpp includes <nlohmann/json.hpp>: only geo/json.hpp may
geo/photo.cpp|<catch2/catch.hpp>|only tests/ may
geo/photo.cpp|<gdal/ogr_api.h>|geo/photo.cpp includes <gdal/ogr_api.h>: say in the table of foreign libraries
geo/nowhere.cpp|<vector>|geo/nowhere.cpp has no level: give it one in the table of levels
EOF_TABLE
exit $failed
