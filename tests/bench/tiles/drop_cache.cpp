// photomap_bench_drop_cache FILE...: lets the system forget what it has read of files that nobody has open,
// and fails if a page of one is still in memory afterwards (mincore).
#include "server/http/socket.hpp"
#include "tests/bench/measure.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace photomap {

namespace {

// Mapping a file does not read it.
std::size_t pages_in_memory(const std::filesystem::path& file) {
  const FileDescriptor fd(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  const std::size_t bytes = std::filesystem::file_size(file);
  if (bytes == 0) return 0;
  void* const mapped = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (mapped == MAP_FAILED) throw std::runtime_error(file.string() + ": can't be mapped");
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  std::vector<unsigned char> is_there((bytes + page - 1) / page);
  const bool known = mincore(mapped, bytes, is_there.data()) == 0;
  munmap(mapped, bytes);
  if (!known) throw std::runtime_error(file.string() + ": mincore fails");
  return static_cast<std::size_t>(
      std::count_if(is_there.begin(), is_there.end(), [](auto p) { return (p & 1) != 0; }));
}

void drop(const std::string& file) {
  drop_from_page_cache(file);
  const std::size_t left = pages_in_memory(file);
  if (left > 0) throw std::runtime_error(file + ": " + std::to_string(left) + " pages are still in memory");
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  try {
    for (int i = 1; i < argc; ++i) photomap::drop(argv[i]);
  } catch (const std::exception& error) {
    std::cerr << "photomap_bench_drop_cache: " << error.what() << '\n';
    return 1;
  }
}
