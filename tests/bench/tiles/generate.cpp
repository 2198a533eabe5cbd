// photomap_bench_generate POINTS FOLDER: writes photos.csv and what a benchmark asks of them, always the
// same:
//   sample.txt       "z/x/y", distinct tiles of zoom 0 to 16 as visitors see them: where the photos are
//   dense.txt        the tiles of zoom 0 to 20 that hold the most photos
//   whole-Z.txt      all occupied tiles of zoom level Z, of those levels that have at most 3,000
//   boxes.txt        "west,south,east,north", distinct, with 1,000 photos or more but not many more
#include "tests/bench/tiles/occupied_tiles.hpp"
#include "tests/bench/tiles/photo_rows.hpp"
#include "tests/bench/tiles/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr int kDeepestSample = 16;
constexpr std::size_t kSamplesPerZoom = 6000;
constexpr std::size_t kDensePerZoom = 30;
constexpr std::size_t kMostOfWhole = 3000;
constexpr std::size_t kBoxes = 4000;
constexpr std::size_t kFewestInBox = 1000;
constexpr std::size_t kMostInBox = 4000;

using Lines = std::vector<std::string>;

void write(const std::filesystem::path& file, const Lines& lines) {
  std::ofstream stream(file);
  for (const std::string& line : lines) stream << line << '\n';
  if (!stream.flush()) throw std::runtime_error(file.string() + ": can't be written");
}

std::string path_of(TileId tile) {
  return fmt::format("{}/{}/{}", tile.zoom(), tile.x(), tile.y());
}

template <typename T>
void shuffle(std::vector<T>& list, Random& random) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
}

OccupiedTiles write_photos(std::uint64_t points, const std::filesystem::path& file) {
  OccupiedTiles tiles;
  std::ofstream stream(file);
  stream << photo_csv_header();
  for (std::uint64_t number = 0; number < points; ++number) {
    const PhotoRow row = make_photo_row(number);
    stream << row.csv;
    tiles.add(row.position);
  }
  if (!stream.flush()) throw std::runtime_error(file.string() + ": can't be written");
  tiles.sort();
  return tiles;
}

// As a visitor comes upon them: a tile with many photos is more often among them than one with few.
void sample_tiles(std::vector<OccupiedTile> tiles, Random& random, Lines& sample) {
  std::vector<std::pair<double, TileId>>
      drawn;  // weighted without putting back (Efraimidis and Spirakis 2006)
  for (const OccupiedTile& tile : tiles)
    drawn.emplace_back(-std::log(1 - random.unit()) / static_cast<double>(tile.photos), tile.tile);
  const auto count = static_cast<std::ptrdiff_t>(std::min(drawn.size(), kSamplesPerZoom));
  const auto is_earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::partial_sort(drawn.begin(), drawn.begin() + count, drawn.end(), is_earlier);
  for (auto tile = drawn.begin(); tile != drawn.begin() + count; ++tile)
    sample.push_back(path_of(tile->second));
}

void add_densest(std::vector<OccupiedTile> tiles, Lines& dense) {
  const auto count = std::min(tiles.size(), kDensePerZoom);
  std::partial_sort(tiles.begin(), tiles.begin() + static_cast<std::ptrdiff_t>(count), tiles.end(),
                    [](const auto& a, const auto& b) { return a.photos > b.photos; });
  for (std::size_t i = 0; i < count; ++i) dense.push_back(path_of(tiles[i].tile));
}

void add_boxes(const std::vector<OccupiedTile>& tiles, std::vector<Bbox>& boxes) {
  for (const OccupiedTile& tile : tiles) {
    if (tile.photos >= kFewestInBox && tile.photos <= kMostInBox) boxes.push_back(tile.tile.bbox());
  }
}

// Each is some tile and a little more around it, so that no two are the same.
Lines draw_boxes(const std::vector<Bbox>& boxes, Random& random) {
  Lines lines;
  for (std::size_t i = 0; i < kBoxes && !boxes.empty(); ++i) {
    const Bbox& box = boxes[random.below(boxes.size())];
    const double margin = (box.east - box.west) * random.between(0, 0.05);
    lines.push_back(fmt::format("{:.6f},{:.6f},{:.6f},{:.6f}", std::max(box.west - margin, -180.0), box.south,
                                std::min(box.east + margin, 180.0), box.north));
  }
  return lines;
}

void run(std::uint64_t points, const std::filesystem::path& folder) {
  const OccupiedTiles tiles = write_photos(points, folder / "photos.csv");
  Random random(points);
  Lines sample;
  Lines dense;
  std::vector<Bbox> boxes;
  for (int zoom = 0; zoom <= OccupiedTiles::kDeepest; ++zoom) {
    const std::vector<OccupiedTile> level = tiles.at(zoom);
    if (zoom <= kDeepestSample) sample_tiles(level, random, sample);
    add_densest(level, dense);
    add_boxes(level, boxes);
    if (level.size() > kMostOfWhole) continue;
    Lines whole;
    for (const OccupiedTile& tile : level) whole.push_back(path_of(tile.tile));
    write(folder / fmt::format("whole-{}.txt", zoom), whole);
  }
  shuffle(sample, random);
  write(folder / "sample.txt", sample);
  write(folder / "dense.txt", dense);
  write(folder / "boxes.txt", draw_boxes(boxes, random));
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "photomap_bench_generate POINTS FOLDER\n";
    return 2;
  }
  try {
    photomap::run(std::stoull(argv[1]), argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "photomap_bench_generate: " << error.what() << '\n';
    return 1;
  }
}
