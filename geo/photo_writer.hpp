// Photos as rows of the photo database.
#pragma once

#include "geo/new_photos.hpp"
#include "geo/sqlite.hpp"

#include <cstdint>
#include <span>

namespace photomap {

class PhotoWriter {
 public:
  explicit PhotoWriter(Connection& connection);

  /// Costs least for many at once: a statement for each row takes twice as long as one for many.
  void insert(std::span<const NewPhoto> photos);
  /// Leaves a row that would stay as it is alone, so that the dataset version does too. What a photo does not
  /// say of licence and links stays as it was.
  void update(std::int64_t id, const PhotoToStore& photo);

 private:
  class Binder;

  Statement insert_one_;
  Statement insert_many_;
  Statement update_;
};

}  // namespace photomap
