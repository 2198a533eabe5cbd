// A body that is made while it is sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace photomap {

/// One for each answer, used by one thread at a time, though not always the same. It is asked for a piece
/// when the client has taken the one before, so that no more than a piece of it is ever in memory.
class BodyStream {
 public:
  BodyStream() = default;
  BodyStream(const BodyStream&) = delete;
  BodyStream& operator=(const BodyStream&) = delete;
  virtual ~BodyStream() = default;

  /// Of all of it, where that is known.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }

  struct Piece {
    std::string bytes;        ///< empty at the end
    bool has_failed = false;  ///< the rest can't be made: the client must notice that something is missing
  };
  /// Must not throw.
  virtual Piece next() = 0;
};

}  // namespace photomap
