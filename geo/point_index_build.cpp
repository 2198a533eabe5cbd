#include "geo/point_index_build.hpp"

#include "geo/output_file.hpp"
#include "geo/point_file.hpp"
#include "geo/point_index.hpp"
#include "geo/point_record.hpp"
#include "geo/tiling.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::uint32_t kDeepest = 32;  // level of the cells that are one WorldPoint

// Texts one after another, each once as far as it is known again.
class TextPool {
 public:
  TextPool() : recent_(kRecent) { append({}); }  // kNoText

  TextNumber add(std::string_view text) {
    if (text.empty()) return kNoText;
    // Photos that come one after the other share most of their texts, and all texts may be too many to know.
    TextNumber& recent = recent_[std::hash<std::string_view>()(text) % kRecent];
    if (recent == kNoText || text_at(recent) != text) recent = append(text);
    return recent;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kRecent = std::size_t{1} << 18;

  TextNumber append(std::string_view text) {
    const auto number = static_cast<TextNumber>(bytes_.size());
    const auto size = static_cast<std::uint32_t>(text.size());
    bytes_.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
    if (bytes_.size() > UINT32_MAX) throw std::runtime_error("more than 4 GB of different texts");
    return number;
  }
  std::string_view text_at(TextNumber number) const {
    std::uint32_t size = 0;
    std::memcpy(&size, &bytes_[number], sizeof size);
    return {&bytes_[number] + sizeof size, size};
  }

  std::string bytes_;
  std::vector<TextNumber> recent_;
};

// Numbers for texts in the order of their coming, the first for none.
class Dictionary {
 public:
  explicit Dictionary(TextPool& pool) : pool_(pool) { add({}); }

  std::uint32_t add(std::string_view text) {
    if (const auto known = numbers_.find(text); known != numbers_.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(pool_.add(text));
    numbers_.emplace(text, number);
    return number;
  }
  const std::vector<TextNumber>& texts() const { return texts_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  TextPool& pool_;
  std::vector<TextNumber> texts_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

// A photo as it lies in the file of rows until its place in the order is known; its record follows.
struct Row {
  std::int64_t id;
  std::uint32_t essay;
  std::uint32_t photographer;
  DayNumber first_day;
  DayNumber last_day;
  float uncertainty_m;
  std::uint32_t record_bytes;
  std::uint16_t country;
  std::uint8_t flags;
};

struct Entry {
  std::uint64_t code;
  std::uint64_t row;  // where it begins in the file of rows
};

DayNumber parse_day_number(std::string_view text) {
  const auto day = parse_day(text);
  return day ? static_cast<DayNumber>(day->time_since_epoch().count()) : kNoDay;
}

// Photos of a dataset mostly share their days.
class DayReader {
 public:
  DayNumber read(std::string_view text) {
    if (text == text_) return day_;
    text_ = text;
    return day_ = parse_day_number(text);
  }

 private:
  std::string text_;
  DayNumber day_ = kNoDay;
};

// First half: every photo once, in the order of the database.
class RowWriter {
 public:
  RowWriter(const std::vector<Essay>& essays, OutputFile& out) : out_(out) {
    for (const Essay& essay : essays) {
      essay_numbers_.emplace(essay.id, static_cast<std::uint32_t>(essay_slugs.size()));
      essay_slugs.push_back(texts.add(essay.slug));
      essay_titles.push_back(texts.add(essay.title));
    }
  }

  void add(PhotoPoint point) {
    const bool has_image = !point.image_url.empty();
    const bool has_more = leave_out_long_texts(point) || point.has_more || point.credit.size() > kMostText;
    const std::uint64_t code = morton_code(world_point(point.location));
    record_.clear();
    append_record(record_, record_of(point, code));
    Row row{};
    row.id = point.id;
    row.essay = essay_numbers_.at(point.essay_id);
    row.photographer = photographers.add(point.credit);
    const DayNumber first = first_day_.read(point.taken_start);
    const DayNumber last = last_day_.read(point.taken_end);
    const bool is_dated = first != kNoDay && last != kNoDay;
    row.first_day = is_dated ? first : kNoDay;
    row.last_day = is_dated ? last : kAnyLastDay;
    row.uncertainty_m = static_cast<float>(point.uncertainty_m);
    row.record_bytes = static_cast<std::uint32_t>(record_.size());
    row.country = static_cast<std::uint16_t>(countries.add(point.country));
    row.flags = static_cast<std::uint8_t>((has_image ? kHasImage : 0) | (has_more ? kHasMore : 0));
    entries.push_back({code, out_.size()});
    out_.append(std::string_view(reinterpret_cast<const char*>(&row), sizeof row));
    out_.append(record_);
    record_bytes += record_.size();
  }

  TextPool texts;
  std::vector<TextNumber> essay_slugs;
  std::vector<TextNumber> essay_titles;
  Dictionary photographers{texts};
  Dictionary countries{texts};
  std::vector<Entry> entries;
  std::uint64_t record_bytes = 0;

 private:
  PointRecord record_of(const PhotoPoint& point, std::uint64_t code) {
    const LonLat location = to_centimetre(point.location);
    const std::string_view caption = cut_text(point.caption);
    // The images of an essay mostly lie in one folder.
    const std::size_t folder = point.image_url.find_last_of('/') + 1;
    return {.location = location == location_of(code) ? std::nullopt : std::optional(location),
            .position = point.position,
            .confidence = point.confidence,
            .place_id = texts.add(point.place_id),
            .place_name = texts.add(point.place_name),
            .reason = texts.add(point.reason),
            .licence = texts.add(point.licence),
            .source_url = texts.add(point.source_url),
            .image_folder = texts.add(point.image_url.substr(0, folder)),
            .image_file = point.image_url.substr(folder),
            .caption = caption,
            .caption_is_cut = caption.size() < point.caption.size()};
  }

  OutputFile& out_;
  std::string record_;
  DayReader first_day_;
  DayReader last_day_;
  std::unordered_map<std::int64_t, std::uint32_t> essay_numbers_;
};

// The leaves of a quadtree over sorted codes.
class BlockBuilder {
 public:
  explicit BlockBuilder(const std::vector<Entry>& entries) : entries_(entries) {
    add(0, static_cast<PhotoNumber>(entries.size()), 0, 0);
    firsts.push_back(static_cast<PhotoNumber>(entries.size()));
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
      const auto after = std::partition_point(entries_.begin() + begin, entries_.begin() + end,
                                              [last](const Entry& entry) { return entry.code <= last; });
      const auto middle = static_cast<PhotoNumber>(after - entries_.begin());
      add(begin, middle, code + child * quarter, level + 1);
      begin = middle;
    }
  }

  const std::vector<Entry>& entries_;
};

void add_to(PointBlock& block, const Row& row, WorldPoint point, bool is_first) {
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

// Second half: the arrays, each in its own part of the file.
class ArrayWriter {
 public:
  ArrayWriter(RowWriter& rows, BlockBuilder& blocks, std::int64_t dataset_version, OutputFile& out)
      : rows_(rows), blocks_(blocks), out_(out), header_(point_file_header(dataset_version)) {}

  void write(const MappedFile& rows_file) {
    const std::string_view row_bytes = rows_file.bytes();
    lay_out();
    std::uint64_t records = 0;
    for (std::size_t b = 0; b < blocks_.blocks.size(); ++b) {
      if (b % kBlocksBetween == 0) rows_file.forget();
      PointBlock& block = blocks_.blocks[b];
      block.records = records;
      for (PhotoNumber photo = blocks_.firsts[b]; photo < blocks_.firsts[b + 1]; ++photo)
        records += add_photo(block, photo == blocks_.firsts[b], row_bytes, rows_.entries[photo],
                             records - block.records);
    }
    out_.write(0, {reinterpret_cast<const char*>(&header_), sizeof header_});
    const auto write_whole = [this](std::size_t section, const auto& values) {
      out_.write(header_.sections[section][0],
                 {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0])});
    };
    write_whole(0, blocks_.codes);
    write_whole(1, blocks_.firsts);
    write_whole(2, blocks_.blocks);
    write_whole(3, rows_.essay_slugs);
    write_whole(4, rows_.essay_titles);
    write_whole(5, rows_.photographers.texts());
    write_whole(6, rows_.countries.texts());
    write_whole(7, rows_.texts.bytes());
    for (OutputFile::Part& column : columns_) column.flush();
  }

 private:
  static constexpr std::size_t kFirstColumn = 8;
  static constexpr std::size_t kBlocksBetween =
      20;  // letting go of the rows: each look at one brings in its surroundings

  void lay_out() {
    const std::uint64_t photos = rows_.entries.size();
    const std::uint64_t blocks = blocks_.blocks.size();
    const std::array<std::uint64_t, kPointSections> sizes{
        blocks * sizeof(std::uint64_t),
        (blocks + 1) * sizeof(PhotoNumber),
        blocks * sizeof(PointBlock),
        rows_.essay_slugs.size() * sizeof(TextNumber),
        rows_.essay_titles.size() * sizeof(TextNumber),
        rows_.photographers.texts().size() * sizeof(TextNumber),
        rows_.countries.texts().size() * sizeof(TextNumber),
        rows_.texts.bytes().size(),
        photos * sizeof(std::uint64_t),  // codes
        photos * sizeof(std::int64_t),   // ids
        photos * sizeof(std::uint32_t),  // essay
        photos * sizeof(std::uint32_t),  // photographer
        photos * sizeof(std::uint16_t),  // country
        photos * sizeof(DayNumber),      // first_day
        photos * sizeof(DayNumber),      // last_day
        photos * sizeof(float),          // uncertainty_m
        photos * sizeof(std::uint8_t),   // flags
        photos * sizeof(std::uint32_t),  // record
        rows_.record_bytes};
    std::uint64_t end = sizeof header_;
    for (std::size_t section = 0; section < kPointSections; ++section) {
      const std::uint64_t begin = next_section(end);
      header_.sections[section] = {begin, sizes[section]};
      end = begin + sizes[section];
      if (section >= kFirstColumn) columns_.emplace_back(out_, begin);
    }
    out_.resize(end);
  }

  // Returns how long its record is.
  std::uint32_t add_photo(PointBlock& block, bool is_first, std::string_view row_bytes, const Entry& entry,
                          std::uint64_t record_offset) {
    Row row;
    std::memcpy(&row, row_bytes.data() + entry.row, sizeof row);
    add_to(block, row, point_of(entry.code), is_first);
    std::size_t column = 0;
    const auto put = [&](const auto& value) {
      columns_[column++].append({reinterpret_cast<const char*>(&value), sizeof value});
    };
    put(entry.code);
    put(row.id);
    put(row.essay);
    put(row.photographer);
    put(row.country);
    put(row.first_day);
    put(row.last_day);
    put(row.uncertainty_m);
    put(row.flags);
    put(static_cast<std::uint32_t>(record_offset));
    columns_[column].append(row_bytes.substr(entry.row + sizeof row, row.record_bytes));
    return row.record_bytes;
  }

  RowWriter& rows_;
  BlockBuilder& blocks_;
  OutputFile& out_;
  PointFileHeader header_;
  std::vector<OutputFile::Part> columns_;
};

}  // namespace

std::filesystem::path point_index_file(const std::filesystem::path& db) {
  std::filesystem::path file = db;
  file += ".points";
  return file;
}

IndexTurn IndexTurn::take(const std::filesystem::path& db) {
  const int fd = open(db.c_str(), O_RDONLY | O_CLOEXEC);
  // Another kind of lock than SQLite's, which it does not get in the way of.
  if (fd >= 0) flock(fd, LOCK_EX);
  return IndexTurn(fd);
}

std::optional<IndexTurn> IndexTurn::try_take(const std::filesystem::path& db) {
  const int fd = open(db.c_str(), O_RDONLY | O_CLOEXEC);
  IndexTurn turn(fd);
  if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  return turn;
}

IndexTurn::IndexTurn(IndexTurn&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

IndexTurn::~IndexTurn() {
  if (fd_ >= 0) close(fd_);
}

void build_point_index(const PhotoStore& store, const std::filesystem::path& file) {
  const std::string partial = fmt::format("{}.partial-{}", file.string(), getpid());
  OutputFile row_file(partial + ".rows");
  RowWriter rows(store.essays(), row_file);
  rows.entries.reserve(static_cast<std::size_t>(store.highest_photo_id()));
  store.for_each_point([&rows](const PhotoPoint& point) { rows.add(point); });
  row_file.flush();
  std::sort(rows.entries.begin(), rows.entries.end(), [](const Entry& a, const Entry& b) {
    return a.code != b.code ? a.code < b.code : a.row < b.row;
  });
  BlockBuilder blocks(rows.entries);
  OutputFile index_file(partial);
  const MappedFile mapped_rows(row_file.path());
  ArrayWriter(rows, blocks, store.dataset_version(), index_file).write(mapped_rows);
  index_file.rename_to(file);
}

void refresh_point_index(const PhotoStore& store, const std::filesystem::path& db) {
  const IndexTurn turn = IndexTurn::take(db);
  const PhotoStore::Snapshot snapshot(store);
  const std::filesystem::path file = point_index_file(db);
  std::string why_not;
  if (!find_point_index(file, store.dataset_version(), why_not)) build_point_index(store, file);
}

}  // namespace photomap
