// A file mapped into memory, to be read here and there without being loaded.
#pragma once

#include "geo/file_descriptor.hpp"

#include <filesystem>
#include <string_view>

namespace photomap {

/// Thread safe: it only reads.
class MappedFile {
 public:
  /// Throws std::system_error where the file can't be opened. What is no regular file has no bytes.
  explicit MappedFile(const std::filesystem::path& file);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  /// Aligned to a page.
  std::string_view bytes() const { return {static_cast<const char*>(begin_), size_}; }
  /// Whether the middle of a part is in memory, and so most likely all of it: in the system's cache, where a
  /// look at it does not wait for the disk.
  bool is_in_memory(std::string_view part) const;
  /// Has a part brought into memory, in one go, without waiting for it.
  void load(std::string_view part) const;
  void load_and_wait(std::string_view part) const;
  /// Takes no more memory than before anything was read, until it is read again.
  void forget() const { forget(bytes()); }
  void forget(std::string_view part) const;

 private:
  FileDescriptor file_;
  void* begin_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace photomap
