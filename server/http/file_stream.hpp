// A file as the body of an answer.
#pragma once

#include "server/http/body_stream.hpp"
#include "server/http/socket.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace photomap {

/// The file is opened at once, and may lose its name before it is sent.
class FileStream : public BodyStream {
 public:
  /// Throws std::runtime_error naming the file.
  explicit FileStream(const std::filesystem::path& file);

  std::optional<std::uint64_t> size() const override { return size_; }
  Piece next() override;

 private:
  FileDescriptor file_;
  std::uint64_t size_ = 0;
  std::uint64_t at_ = 0;
};

}  // namespace photomap
