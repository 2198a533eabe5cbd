#include "geo/gazetteer_file.hpp"

#include "geo/mapped_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

namespace photomap {

namespace {

constexpr std::array<char, 8> kMagic = {'p', 'h', 'm', 'g', 'a', 'z', '\r', '\n'};
constexpr std::uint32_t kFormat = 3;  // of the arrays
constexpr std::size_t kSections = 17;
constexpr std::size_t kAlignment = 8;

struct Section {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t format = kFormat;
  std::uint32_t place_row_bytes = sizeof(PlaceRow);
  std::array<Section, kSections> sections;
};

static_assert(std::is_trivially_copyable_v<PlaceRow> && std::is_trivially_copyable_v<NameRow> &&
              std::is_trivially_copyable_v<Header>);

// The one list of what lies in the file, in its order: for reading and for writing.
template <typename Arrays, typename Visit>
void for_each_array(Arrays& arrays, Visit&& visit) {
  visit(arrays.texts);
  visit(arrays.places);
  visit(arrays.names);
  visit(arrays.attributions);
  visit(arrays.by_id);
  visit(arrays.by_cell);
  visit(arrays.cells);
  for (auto* table : {&arrays.folded, &arrays.spelling}) {
    visit(table->records);
    visit(table->keys);
    visit(table->slots);
    visit(table->best);
    visit(table->branches);
  }
}

constexpr const char* kIsNone =
    "is no photomap gazetteer; scripts/build makes one, or name another with --gazetteer";
constexpr const char* kIsDamaged = "is cut off or damaged; scripts/build makes it anew";

// By their sizes alone: to look at all of the file would take longer than most questions do.
bool fit_each_other(const GazetteerArrays& arrays) {
  const std::size_t places = arrays.places.size();
  return !arrays.texts.empty() && arrays.texts.back() == '\0' && arrays.by_id.size() == places &&
         arrays.by_cell.size() == places && arrays.cells.size() == kDegreeCells + 1 &&
         arrays.cells.back() == places && fit_each_other(arrays.folded) && fit_each_other(arrays.spelling);
}

std::size_t aligned(std::size_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

// Throws std::runtime_error without the file's name.
GazetteerArrays find_arrays(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header) throw std::runtime_error(kIsNone);
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) throw std::runtime_error(kIsNone);
  if (header.format != kFormat || header.place_row_bytes != sizeof(PlaceRow))
    throw std::runtime_error("was made by another version; scripts/build makes it anew");
  GazetteerArrays arrays;
  std::size_t number = 0;
  std::size_t end = sizeof header;
  for_each_array(arrays, [&]<typename T>(std::span<const T>& array) {
    const Section& section = header.sections[number++];
    if (section.offset != aligned(end) || section.offset > bytes.size() ||
        section.bytes > bytes.size() - section.offset || section.bytes % sizeof(T) != 0)
      throw std::runtime_error(kIsDamaged);
    array = {reinterpret_cast<const T*>(bytes.data() + section.offset), section.bytes / sizeof(T)};
    end = section.offset + section.bytes;
  });
  if (end != bytes.size() || !fit_each_other(arrays)) throw std::runtime_error(kIsDamaged);
  return arrays;
}

class Mapping : public GazetteerStorage {
 public:
  explicit Mapping(const std::filesystem::path& file) : file_(file) { arrays = find_arrays(file_.bytes()); }

 private:
  MappedFile file_;
};

class Memory : public GazetteerStorage {
 public:
  // A string's bytes are aligned as any allocation is.
  explicit Memory(std::string bytes) : bytes_(std::move(bytes)) { arrays = find_arrays(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace

std::size_t degree_cell(LonLat position) {
  const auto x = static_cast<std::size_t>(std::clamp(position.lon + 180, 0.0, 359.0));
  const auto y = static_cast<std::size_t>(std::clamp(position.lat + 90, 0.0, 179.0));
  return y * 360 + x;
}

std::unique_ptr<GazetteerStorage> map_gazetteer(const std::filesystem::path& file) {
  const std::string name = file.string();
  try {
    return std::make_unique<Mapping>(file);
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory)
      throw std::runtime_error(fmt::format(
          "{}: no such gazetteer; scripts/build makes it, or name another with --gazetteer", name));
    throw std::runtime_error(fmt::format("{}: can't be read ({}); check the path and its permissions", name,
                                         error.code().message()));
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(fmt::format("{}: {}", name, error.what()));
  }
}

bool is_gazetteer(const std::filesystem::path& file) {
  std::array<char, kMagic.size()> start{};
  std::ifstream(file, std::ios::binary).read(start.data(), start.size());
  return start == kMagic;
}

std::string encode_gazetteer(const GazetteerArrays& arrays) {
  Header header;
  std::string bytes(sizeof header, '\0');
  std::size_t number = 0;
  for_each_array(arrays, [&]<typename T>(std::span<const T> array) {
    bytes.resize(aligned(bytes.size()));
    header.sections[number++] = {bytes.size(), array.size_bytes()};
    bytes.append(reinterpret_cast<const char*>(array.data()), array.size_bytes());
  });
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

std::unique_ptr<GazetteerStorage> hold_gazetteer(std::string bytes) {
  return std::make_unique<Memory>(std::move(bytes));
}

}  // namespace photomap
