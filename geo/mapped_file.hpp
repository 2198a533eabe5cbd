// A file mapped into memory, to be read here and there without being loaded.
#pragma once

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
  /// Has a part brought into memory, in one go, without waiting for it.
  void load(std::string_view part) const;
  void load_and_wait(std::string_view part) const;
  /// Takes no more memory than before anything was read, until it is read again.
  void forget() const { forget(bytes()); }
  void forget(std::string_view part) const;

 private:
  void* begin_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace photomap
