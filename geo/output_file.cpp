#include "geo/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kBuffer = std::size_t{256} << 10;

[[noreturn]] void fail(const std::filesystem::path& file, const std::error_code& why) {
  throw OutputError(fmt::format("{}: can't be written ({}); check the directory and its free space",
                                file.string(), why.message()));
}

std::error_code last_error() {
  return {errno, std::generic_category()};
}

// Instead of a file that has the name already, which may be somebody's link to another.
FileDescriptor create(const std::filesystem::path& path) {
  unlink(path.c_str());
  return FileDescriptor(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
}

}  // namespace

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)), file_(create(path_)) {
  if (!file_) fail(path_, last_error());
  flock(file_.get(), LOCK_EX | LOCK_NB);  // where files can't be locked, nobody looks either
}

OutputFile::~OutputFile() {
  if (!is_named_) unlink(path_.c_str());
}

void OutputFile::append(std::string_view bytes) {
  appended_.append(bytes);
  size_ += bytes.size();
}

void OutputFile::flush() {
  appended_.flush();
}

void OutputFile::resize(std::uint64_t bytes) {
  if (ftruncate(file_.get(), static_cast<off_t>(bytes)) != 0) fail(path_, last_error());
}

void OutputFile::write(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path_, last_error());
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
}

void OutputFile::read(std::uint64_t offset, std::span<char> into) const {
  while (!into.empty()) {
    const ssize_t got = pread(file_.get(), into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw OutputError(fmt::format("{}: can't be read back; check the disk", path_.string()));
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

void OutputFile::make_durable() {
  if (fdatasync(file_.get()) != 0) fail(path_, last_error());
}

void OutputFile::rename_to(const std::filesystem::path& name) {
  make_durable();  // else the name could outlive a crash of the machine that its bytes do not
  std::error_code error;
  std::filesystem::rename(path_, name, error);
  if (error) fail(name, error);
  is_named_ = true;
}

void OutputFile::Part::append(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= kBuffer) flush();
}

void OutputFile::Part::flush() {
  file_->write(offset_, buffer_);
  offset_ += buffer_.size();
  buffer_.clear();
}

}  // namespace photomap
