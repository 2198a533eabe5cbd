#include "geo/point_file.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace photomap {

namespace {

constexpr std::array<char, 8> kMagic = {'p', 'h', 'm', 'p', 'o', 'i', '\r', '\n'};
constexpr std::uint32_t kFormat = 3;

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
constexpr std::size_t kMostMappedBytes = std::size_t{400} << 20;
constexpr std::size_t kPageBytes = 4096;

std::size_t mapped_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  std::size_t of_files = 0;
  statm >> all >> resident >> of_files;
  return of_files * kPageBytes;
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
  is_loaded_ = std::vector<std::atomic<bool>>(arrays_.blocks.size());
  const char* texts = arrays_.texts.data();
  file_.load_and_wait({bytes.data(), static_cast<std::size_t>(texts - bytes.data()) +
                                         std::min(arrays_.texts.size(), kMostLoadedTexts)});
}

void PointFile::load_block(std::size_t block) const {
  is_loaded_[block].store(true, std::memory_order_relaxed);
  const std::uint64_t begin = std::min<std::uint64_t>(arrays_.blocks[block].records, arrays_.records.size());
  const std::string_view records(arrays_.records.data() + begin,
                                 std::min<std::size_t>(kMostLoadedRecords, arrays_.records.size() - begin));
  const PhotoNumber first = arrays_.block_firsts[block];
  const PhotoNumber count = arrays_.block_firsts[block + 1] - first;
  const auto load = [&]<typename T>(std::span<const T> column) {
    const std::span<const T> part = column.subspan(first, std::min<std::size_t>(count, kBlockPhotos));
    file_.load({reinterpret_cast<const char*>(part.data()), part.size_bytes()});
  };
  load(arrays_.codes);
  load(arrays_.ids);
  load(arrays_.essay);
  load(arrays_.photographer);
  load(arrays_.country);
  load(arrays_.first_day);
  load(arrays_.last_day);
  load(arrays_.uncertainty_m);
  load(arrays_.flags);
  load(arrays_.record);
  file_.load(records);
}

void PointFile::forget_if_large() const {
  if (mapped_bytes() <= kMostMappedBytes) return;
  // Mostly records, of which a tile reads a few; columns are read for its clusters as well.
  file_.forget({arrays_.records.data(), arrays_.records.size()});
  if (mapped_bytes() > kMostMappedBytes) file_.forget();
}

}  // namespace photomap
