#include "geo/vector_files.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace photomap {

namespace {

constexpr const char* kModule = "photomap_gdal.so";

// Beside the program, above it (where tests are built), or as a package would have it.
std::filesystem::path find_module() {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const char* place : {".", "..", "../lib/photomap"}) {
    const auto file = (folder / place / kModule).lexically_normal();
    if (std::filesystem::exists(file)) return file;
  }
  throw std::runtime_error(
      fmt::format("{}: is not beside the program; put it there to read and write such files",
                  (folder / kModule).lexically_normal().string()));
}

const GdalModule& load_module() {
  const std::filesystem::path file = find_module();
  // Never closed: it stays in use until the program ends.
  void* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* entry = handle == nullptr ? nullptr : ::dlsym(handle, "photomap_gdal_module");
  if (entry == nullptr) {
    const char* why = ::dlerror();
    throw std::runtime_error(fmt::format("{}: can't be loaded ({}); build it anew with the program",
                                         file.string(), why == nullptr ? "" : why));
  }
  return *reinterpret_cast<const GdalModule* (*)()>(entry)();
}

const GdalModule& gdal() {
  static const GdalModule& module = load_module();
  return module;
}

}  // namespace

std::unique_ptr<VectorFileWriter> make_vector_writer(VectorFormat format, const std::filesystem::path& file,
                                                     const ExportHeader& header) {
  return gdal().make_writer(format, file, header);
}

void read_vector_source(const std::filesystem::path& source, RecordVisitor& visitor,
                        const ReadOptions& options) {
  gdal().read(source, visitor, options);
}

}  // namespace photomap
