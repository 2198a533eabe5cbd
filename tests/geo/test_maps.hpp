// Small maps in MBTiles files.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

struct TestMapTile {
  int zoom;
  int column;
  int row;  ///< from the south, as in the file
  std::string bytes;
};

struct TestMap {
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<TestMapTile> tiles;
  bool as_view = false;  ///< `tiles` joins two tables, as most writers of large maps have it
};

/// Begins as a PNG does.
inline const std::string kTestPng = "\x89PNG\r\n\x1a\n, a tile";

void write_map(const std::filesystem::path& file, const TestMap& map);

}  // namespace photomap
