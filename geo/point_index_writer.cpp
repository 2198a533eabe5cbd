#include "geo/point_index_writer.hpp"

#include "geo/tiling.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

constexpr std::uint32_t kDeepest = 32;  // level of the cells that are one WorldPoint

// The leaves of a quadtree over sorted codes.
class BlockBuilder {
 public:
  explicit BlockBuilder(const std::vector<std::uint64_t>& photos) : photos_(photos) {
    add(0, static_cast<PhotoNumber>(photos.size()), 0, 0);
    firsts.push_back(static_cast<PhotoNumber>(photos.size()));
  }

  std::vector<std::uint64_t> codes;
  std::vector<PhotoNumber> firsts;
  std::vector<PointBlock> blocks;

 private:
  void add(PhotoNumber begin, PhotoNumber end, std::uint64_t code, std::uint32_t level) {
    if (begin == end) return;
    if (end - begin <= kBlockPhotos || level == kDeepest) {
      codes.push_back(code);
      firsts.push_back(begin);
      PointBlock block;
      block.level = level;
      blocks.push_back(block);
      return;
    }
    const std::uint64_t quarter = std::uint64_t{1} << (2 * (kDeepest - level - 1));
    for (std::uint64_t child = 0; child < 4; ++child) {
      const auto last = code + child * quarter + (quarter - 1);
      const auto after = std::upper_bound(photos_.begin() + begin, photos_.begin() + end, last);
      const auto middle = static_cast<PhotoNumber>(after - photos_.begin());
      add(begin, middle, code + child * quarter, level + 1);
      begin = middle;
    }
  }

  const std::vector<std::uint64_t>& photos_;
};

void add_to(PointBlock& block, const PointRow& row, bool is_first) {
  const WorldPoint point = point_of(row.code);
  block.sum_x += point.x;
  block.sum_y += point.y;
  block.west = is_first ? point.x : std::min(block.west, point.x);
  block.north = is_first ? point.y : std::min(block.north, point.y);
  block.east = is_first ? point.x : std::max(block.east, point.x);
  block.south = is_first ? point.y : std::max(block.south, point.y);
  if (is_first) block.sample = row.id;
  if (row.first_day == kNoDay) return;
  const bool is_first_dated = block.first_day == kNoDay;
  block.first_day = is_first_dated ? row.first_day : std::min(block.first_day, row.first_day);
  block.last_day = is_first_dated ? row.last_day : std::max(block.last_day, row.last_day);
}

// A column of the file that grows by itself, of as many values as are given.
template <typename T>
class Column {
 public:
  explicit Column(std::uint64_t count) : count_(count) {}
  std::uint64_t bytes() const { return count_ * sizeof(T); }
  void begin(OutputFile& file, std::uint64_t offset) { part_.emplace(file, offset); }
  void append(T value) { part_->append({reinterpret_cast<const char*>(&value), sizeof value}); }
  void append_bytes(std::string_view bytes) { part_->append(bytes); }
  void flush() { part_->flush(); }

 private:
  std::uint64_t count_;
  std::optional<OutputFile::Part> part_;
};

// An array that is there as a whole.
template <typename T>
class Whole {
 public:
  template <typename Values>
  explicit Whole(const Values& values) : values_(values) {}
  std::uint64_t bytes() const { return values_.size_bytes(); }
  void begin(OutputFile& file, std::uint64_t offset) {
    file_ = &file;
    offset_ = offset;
  }
  // Blocks are filled meanwhile: nothing is written before.
  void flush() {
    file_->write(offset_, {reinterpret_cast<const char*>(values_.data()), values_.size_bytes()});
  }

 private:
  std::span<const T> values_;
  OutputFile* file_ = nullptr;
  std::uint64_t offset_ = 0;
};

// What becomes PointArrays, by the same names.
struct ArraysToWrite {
  ArraysToWrite(const PointRowWriter& rows, const BlockBuilder& built)
      : block_codes(built.codes),
        block_firsts(built.firsts),
        blocks(built.blocks),
        essays(rows.essay_slugs),
        essay_titles(rows.essay_titles),
        photographers(rows.photographers.texts()),
        countries(rows.countries.texts()),
        texts(rows.texts.bytes()),
        codes(rows.codes.size()),
        ids(rows.codes.size()),
        essay(rows.codes.size()),
        photographer(rows.codes.size()),
        country(rows.codes.size()),
        first_day(rows.codes.size()),
        last_day(rows.codes.size()),
        uncertainty_m(rows.codes.size()),
        flags(rows.codes.size()),
        record(rows.codes.size()),
        records(rows.record_bytes) {}

  Whole<std::uint64_t> block_codes;
  Whole<PhotoNumber> block_firsts;
  Whole<PointBlock> blocks;
  Whole<TextNumber> essays;
  Whole<TextNumber> essay_titles;
  Whole<TextNumber> photographers;
  Whole<TextNumber> countries;
  Whole<char> texts;
  Column<std::uint64_t> codes;
  Column<std::int64_t> ids;
  Column<std::uint32_t> essay;
  Column<std::uint32_t> photographer;
  Column<std::uint16_t> country;
  Column<DayNumber> first_day;
  Column<DayNumber> last_day;
  Column<float> uncertainty_m;
  Column<std::uint8_t> flags;
  Column<std::uint32_t> record;
  Column<char> records;
};

// The arrays, each in its own part of the file.
class ArrayWriter {
 public:
  ArrayWriter(PointRowWriter& rows, BlockBuilder& built, OutputFile& out)
      : rows_(rows), built_(built), out_(out), arrays_(rows, built) {}

  // All but the header, which makes it an index. False where told to stop.
  bool write(PointFileHeader& header, const std::stop_token& stop) {
    lay_out(header);
    if (stop.stop_requested()) return false;
    PhotoNumber photo = 0;
    std::uint64_t records = 0;
    std::size_t next_block = 0;
    const bool is_whole = rows_.rows.merge([&](const PointRow& row, std::string_view record) {
      const bool is_first = photo == built_.firsts[next_block];
      if (is_first) built_.blocks[next_block++].records = records;
      add_photo(built_.blocks[next_block - 1], is_first, row, record, records);
      records += record.size();
      ++photo;
      return !is_first || !stop.stop_requested();
    });
    if (!is_whole) return false;
    for_each_array(arrays_, [](auto& array) { array.flush(); });
    return true;
  }

 private:
  void lay_out(PointFileHeader& header) {
    std::uint64_t end = sizeof header;
    std::size_t number = 0;
    for_each_array(arrays_, [&](auto& array) {
      const std::uint64_t begin = next_section(end);
      array.begin(out_, begin);
      header.sections[number++] = {begin, array.bytes()};
      end = begin + array.bytes();
    });
    out_.resize(end);
  }

  void add_photo(PointBlock& block, bool is_first, const PointRow& row, std::string_view record,
                 std::uint64_t record_begin) {
    add_to(block, row, is_first);
    arrays_.codes.append(row.code);
    arrays_.ids.append(row.id);
    arrays_.essay.append(row.essay);
    arrays_.photographer.append(row.photographer);
    arrays_.country.append(row.country);
    arrays_.first_day.append(row.first_day);
    arrays_.last_day.append(row.last_day);
    arrays_.uncertainty_m.append(row.uncertainty_m);
    arrays_.flags.append(row.flags);
    arrays_.record.append(static_cast<std::uint32_t>(record_begin - block.records));
    arrays_.records.append_bytes(record);
  }

  PointRowWriter& rows_;
  BlockBuilder& built_;
  OutputFile& out_;
  ArraysToWrite arrays_;
};

}  // namespace

PointIndexWriter::PointIndexWriter(std::filesystem::path file)
    : file_(std::move(file)),
      index_(fmt::format("{}.partial-{}", file_.string(), getpid())),
      row_file_(index_.path().string() + ".rows"),
      rows_(row_file_) {}

void PointIndexWriter::add(const PhotoPoint& point) {
  rows_.add(point);
}

bool PointIndexWriter::write(const std::vector<Essay>& essays, std::int64_t dataset_version,
                             const std::stop_token& stop) {
  rows_.finish(essays);
  BlockBuilder blocks(rows_.codes);
  PointFileHeader header = point_file_header(dataset_version);
  if (!ArrayWriter(rows_, blocks, index_).write(header, stop)) return false;
  index_.write(0, {reinterpret_cast<const char*>(&header), sizeof header});
  index_.make_durable();
  return true;
}

void PointIndexWriter::publish() {
  index_.rename_to(file_);
}

}  // namespace photomap
