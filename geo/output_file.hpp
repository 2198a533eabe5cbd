// A file in the making: removed again unless it is given its name at the end. It is locked (flock) meanwhile,
// so that who clears up can tell it from what a killed program has left.
#pragma once

#include "geo/file_descriptor.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace photomap {

/// What can't be written: "FILE: why; what to do next".
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Not thread safe. Every function throws OutputError.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  const std::filesystem::path& path() const { return path_; }
  /// What append() has been given; flush() writes the rest of it.
  std::uint64_t size() const { return size_; }
  void append(std::string_view bytes);
  void flush();
  /// What nobody writes is zeros.
  void resize(std::uint64_t bytes);
  void write(std::uint64_t offset, std::string_view bytes);
  /// What was written and flushed.
  void read(std::uint64_t offset, std::span<char> into) const;
  /// What was written outlives a crash of the machine.
  void make_durable();
  /// Durable, and replaces what has that name.
  void rename_to(const std::filesystem::path& name);

  /// A part of a file that grows by itself. Must not outlive the file.
  class Part {
   public:
    Part(OutputFile& file, std::uint64_t offset) : file_(&file), offset_(offset) {}
    void append(std::string_view bytes);
    void flush();

   private:
    OutputFile* file_;
    std::uint64_t offset_;
    std::string buffer_;
  };

 private:
  std::filesystem::path path_;
  FileDescriptor file_;
  bool is_named_ = false;
  std::uint64_t size_ = 0;
  Part appended_{*this, 0};
};

}  // namespace photomap
