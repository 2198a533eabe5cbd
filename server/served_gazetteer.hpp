// The gazetteer of a server.
#pragma once

#include "geo/gazetteer.hpp"
#include "server/place_ids.hpp"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace photomap {

/// Thread safe: opened once, then only read, by all threads at once.
class ServedGazetteer {
 public:
  /// A file that can't be opened is told in the log, and the server does without it. What the first search
  /// would have to wait for is done meanwhile, by a thread of its own.
  explicit ServedGazetteer(const std::filesystem::path& file);
  ServedGazetteer(const ServedGazetteer&) = delete;
  ServedGazetteer& operator=(const ServedGazetteer&) = delete;
  ~ServedGazetteer();

  /// Null where there is none.
  const Gazetteer* find() const { return gazetteer_ ? &*gazetteer_ : nullptr; }
  /// Throws HttpError 503 naming the file and the next step where there is none.
  const Gazetteer& get() const;
  /// Of get().
  const PlaceIds& ids() const;

  /// Another file, another text.
  const std::string& state() const { return state_; }
  /// When the file was made, seconds since 1970.
  std::int64_t made_at() const { return made_at_; }

 private:
  std::optional<Gazetteer> gazetteer_;
  mutable std::once_flag has_ids_;
  mutable std::optional<PlaceIds> ids_;
  std::string state_;
  std::string failure_;
  std::int64_t made_at_ = 0;
  std::thread warm_up_;
};

}  // namespace photomap
