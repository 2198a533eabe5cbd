// From photos as they come to the file of a point index.
#pragma once

#include "geo/output_file.hpp"
#include "geo/photo.hpp"
#include "geo/point_file.hpp"
#include "geo/point_rows.hpp"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

namespace photomap {

/// Not thread safe, but any thread may go on where another has left off. Until publish() there is no index,
/// and what there was stays. 10 million photos take some 150 MB of memory, and their size twice on the disk.
/// Every function throws OutputError where a file can't be written.
class PointIndexWriter {
 public:
  explicit PointIndexWriter(std::filesystem::path file);

  /// Of located photos, in ascending order of ids.
  void add(const PhotoPoint& point);
  /// Once all have been added: all that takes time. `essays` are all there are; of them id, slug and title
  /// are taken. False where told to stop before it was done.
  bool write(const std::vector<Essay>& essays, std::int64_t dataset_version,
             const std::stop_token& stop = {});
  /// Gives the file its name.
  void publish();

 private:
  std::filesystem::path file_;
  OutputFile index_;
  OutputFile row_file_;
  PointRowWriter rows_;
};

}  // namespace photomap
