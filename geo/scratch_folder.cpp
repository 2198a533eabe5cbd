#include "geo/scratch_folder.hpp"

#include "geo/file_descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

[[noreturn]] void fail(const std::filesystem::path& target) {
  throw std::runtime_error(fmt::format(
      "{}: can't be written; check the path, its permissions and the room on the disk", target.string()));
}

// Else the name could outlive a crash of the machine that its bytes do not.
bool is_synced(const std::filesystem::path& file) {
  const FileDescriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  return opened && fdatasync(opened.get()) == 0;
}

}  // namespace

ScratchFolder::ScratchFolder(std::filesystem::path target) : target_(std::move(target)) {
  std::string name = target_.string() + ".XXXXXX";
  if (mkdtemp(name.data()) == nullptr) fail(target_);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void ScratchFolder::publish(const std::filesystem::path& file) {
  std::error_code error;
  if (!is_synced(file)) fail(target_);
  std::filesystem::rename(file, target_, error);
  if (error) fail(target_);
}

}  // namespace photomap
