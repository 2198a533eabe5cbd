#include "geo/point_file.hpp"

#include "geo/file_descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace photomap {

namespace {

constexpr std::array<char, 8> kMagic = {'p', 'h', 'm', 'p', 'o', 'i', '\r', '\n'};
constexpr std::uint32_t kFormat = 4;

// What is read at the start, so that a tile waits for the disk only for its own photos. The texts of a large
// dataset are too many for that.
constexpr std::size_t kMostLoadedTexts = std::size_t{16} << 20;

// Of a block: those of 256 photos with captions of the usual length.
constexpr std::size_t kMostLoadedRecords = std::size_t{32} << 10;

bool fit_each_other(const PointArrays& a) {
  const std::size_t blocks = a.blocks.size();
  const std::size_t photos = a.codes.size();
  const bool has_columns =
      a.ids.size() == photos && a.essay.size() == photos && a.photographer.size() == photos &&
      a.country.size() == photos && a.first_day.size() == photos && a.last_day.size() == photos &&
      a.uncertainty_m.size() == photos && a.flags.size() == photos && a.record.size() == photos;
  return has_columns && a.block_codes.size() == blocks && a.block_firsts.size() == blocks + 1 &&
         a.block_firsts.back() == photos && a.essays.size() == a.essay_titles.size() &&
         !a.photographers.empty() && !a.countries.empty() && a.texts.size() >= sizeof(TextNumber);
}

// Of all mapped files. The system would keep every page that was ever looked at for this process, as if it
// were needed; let go of, they stay in the system's cache as long as nobody else wants the memory.
constexpr std::size_t kMostMappedBytes = std::size_t{300} << 20;
constexpr std::size_t kPageBytes = 4096;

std::size_t mapped_bytes() {
  static const FileDescriptor statm(open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  if (pread(statm.get(), text.data(), text.size() - 1, 0) <= 0) return 0;
  const char* third = std::strchr(text.data(), ' ');  // the program's size, what of it is resident, of files
  third = third != nullptr ? std::strchr(third + 1, ' ') : nullptr;
  return third != nullptr ? std::strtoull(third, nullptr, 10) * kPageBytes : 0;
}

}  // namespace

PointFileHeader point_file_header(std::int64_t dataset_version) {
  PointFileHeader header;
  header.magic = kMagic;
  header.format = kFormat;
  header.dataset_version = dataset_version;
  return header;
}

PointFile::PointFile(const std::filesystem::path& file) : file_(file) {
  const std::string_view bytes = file_.bytes();
  PointFileHeader header;
  if (bytes.size() < sizeof header) throw std::runtime_error("is no point index");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) throw std::runtime_error("is no point index");
  if (header.format != kFormat) throw std::runtime_error("was made by another version");
  std::size_t number = 0;
  std::uint64_t end = sizeof header;
  for_each_array(arrays_, [&]<typename T>(std::span<const T>& array) {
    const auto [offset, size] = header.sections[number++];
    if (offset != next_section(end) || offset > bytes.size() || size > bytes.size() - offset ||
        size % sizeof(T) != 0)
      throw std::runtime_error("is cut off or damaged");
    array = {reinterpret_cast<const T*>(bytes.data() + offset), size / sizeof(T)};
    end = offset + size;
  });
  if (end != bytes.size() || !fit_each_other(arrays_)) throw std::runtime_error("is cut off or damaged");
  dataset_version_ = header.dataset_version;
  may_be_large_ = bytes.size() > kMostMappedBytes;
  loaded_ = std::vector<std::atomic<std::uint8_t>>(arrays_.blocks.size());
  const char* texts = arrays_.texts.data();
  file_.load_and_wait({bytes.data(), static_cast<std::size_t>(texts - bytes.data()) +
                                         std::min(arrays_.texts.size(), kMostLoadedTexts)});
}

namespace {

// The values of a block's photos.
template <typename T>
std::string_view part_of(std::span<const T> column, const PointArrays& a, std::size_t block) {
  const PhotoNumber first = a.block_firsts[block];
  const std::size_t count = std::min<std::size_t>(a.block_firsts[block + 1] - first, kBlockPhotos);
  return {reinterpret_cast<const char*>(&column[first]), count * sizeof(T)};
}

}  // namespace

void PointFile::load(std::size_t block, Need need) const {
  loaded_[block].fetch_or(static_cast<std::uint8_t>(need), std::memory_order_relaxed);
  const auto load_part = [&](const auto& column) { file_.load(part_of(column, arrays_, block)); };
  const std::uint64_t begin = std::min<std::uint64_t>(arrays_.blocks[block].records, arrays_.records.size());
  const std::string_view records(arrays_.records.data() + begin,
                                 std::min<std::size_t>(kMostLoadedRecords, arrays_.records.size() - begin));
  // One look at the system's cache costs as much as to ask for one part.
  switch (need) {
    case Need::codes: load_part(arrays_.codes); break;
    case Need::clusters:
      if (file_.is_in_memory(part_of(arrays_.ids, arrays_, block))) return;
      load_part(arrays_.ids);
      load_part(arrays_.first_day);
      load_part(arrays_.last_day);
      break;
    case Need::photos:
      if (file_.is_in_memory(records)) return;
      expect(block, Need::codes);
      expect(block, Need::clusters);
      load_part(arrays_.essay);
      load_part(arrays_.photographer);
      load_part(arrays_.country);
      load_part(arrays_.uncertainty_m);
      load_part(arrays_.flags);
      load_part(arrays_.record);
      file_.load(records);
      break;
  }
}

void PointFile::forget_if_large() const {
  if (mapped_bytes() <= kMostMappedBytes) return;
  // Mostly records, of which a tile reads a few; columns are read for its clusters as well.
  file_.forget({arrays_.records.data(), arrays_.records.size()});
  if (mapped_bytes() > kMostMappedBytes) file_.forget();
}

}  // namespace photomap
