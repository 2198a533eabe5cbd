// A folder to make a file in, so that it appears under its name whole or not at all.
#pragma once

#include <filesystem>

namespace photomap {

/// Made beside the file that is to appear, and removed with this object and all that is in it. Throws
/// std::runtime_error naming the file and the next step.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::filesystem::path target);
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  const std::filesystem::path& path() const { return path_; }
  /// Gives a file of the folder, once it is safe on the disk, the name of the target; replaces what has it.
  void publish(const std::filesystem::path& file);

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
};

}  // namespace photomap
