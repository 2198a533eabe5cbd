// What makes a photo the same photo in every import.
#pragma once

#include "geo/hash_set.hpp"
#include "geo/photo.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace photomap {

/// By its source's own id, else by its caption, whatever its capitals and punctuation. 64 bits, the same on
/// every machine. `earlier` photos of its essay have the same caption.
std::int64_t photo_identity(const PhotoRecord& record, std::int64_t earlier);

/// Gives the photos of one part of a source their identities: of the same caption twice, by their order.
/// Holds some 7 bytes of each photo.
class Identities {
 public:
  /// Empty where another photo of the essay has the source's id already. `essay` is any number for it.
  std::optional<std::int64_t> next(std::int64_t essay, const PhotoRecord& record);
  /// Their hash_of_photo; then it has given none.
  HashSet take() { return std::exchange(seen_, {}); }

 private:
  HashSet seen_;
};

/// Spread over all 64 bits, for a HashSet.
std::uint64_t hash_of_photo(std::int64_t essay, std::int64_t identity);

}  // namespace photomap
