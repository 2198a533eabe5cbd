#include "geo/point_file.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace photomap {

namespace {

constexpr std::array<char, 8> kMagic = {'p', 'h', 'm', 'p', 'o', 'i', '\r', '\n'};
constexpr std::uint32_t kFormat = 2;

// What is read at the start, so that a tile waits for the disk only for its own photos. The texts of a large
// dataset are too many for that.
constexpr std::size_t kMostLoadedTexts = std::size_t{16} << 20;

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
  const char* texts = arrays_.texts.data();
  file_.load({bytes.data(), static_cast<std::size_t>(texts - bytes.data()) +
                                std::min(arrays_.texts.size(), kMostLoadedTexts)});
}

}  // namespace photomap
