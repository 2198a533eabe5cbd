// Photos for the tests of the point index.
#pragma once

#include "geo/point_index.hpp"
#include "geo/store.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace photomap {

/// So many photos where people take them, always the same: hot spots, some on exactly one spot, lines, some
/// anywhere, the corners of the world; of three essays, some dated, some with an image.
void fill_with_points(PhotoStore& store, int count);

/// A store with such photos, and its index in a directory of its own.
class TestPoints {
 public:
  explicit TestPoints(int count);
  explicit TestPoints(const std::vector<LonLat>& locations);
  TestPoints(const TestPoints&) = delete;
  TestPoints& operator=(const TestPoints&) = delete;
  ~TestPoints();

  const PhotoStore& store() const { return store_; }
  const PointIndex& index() const { return *index_; }
  const std::filesystem::path& file() const { return file_; }

 private:
  void build();

  std::filesystem::path directory_;
  std::filesystem::path file_;
  PhotoStore store_ = PhotoStore::open_in_memory();
  std::unique_ptr<PointIndex> index_;
};

}  // namespace photomap
