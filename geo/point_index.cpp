#include "geo/point_index.hpp"

#include "geo/geojson.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace photomap {

namespace {

constexpr int kDeepest = 32;
// Of a row of blocks, so many that a filter leaves are added up one by one.
constexpr PhotoNumber kFewPhotos = 64;

void add_box(PhotoSummary& to, const PointBlock& block) {
  to.west = std::min(to.west, block.west);
  to.north = std::min(to.north, block.north);
  to.east = std::max(to.east, block.east);
  to.south = std::max(to.south, block.south);
}

void add_days(PhotoSummary& to, DayNumber first, DayNumber last) {
  if (first == kNoDay) return;
  to.first_day = to.first_day == kNoDay ? first : std::min(to.first_day, first);
  to.last_day = std::max(to.last_day, last);
}

// Whether some photos of a block could widen the box.
bool could_widen(const PhotoSummary& to, const PointBlock& block) {
  return block.west < to.west || block.north < to.north || block.east > to.east || block.south > to.south;
}

bool could_lengthen(const PhotoSummary& to, const PointBlock& block) {
  return block.first_day != kNoDay &&
         (to.first_day == kNoDay || block.first_day < to.first_day || block.last_day > to.last_day);
}

}  // namespace

std::optional<PointIndex> find_point_index(const std::filesystem::path& file, std::int64_t dataset_version,
                                           std::string& why_not) {
  if (!std::filesystem::exists(file)) {
    why_not = "is missing";
    return std::nullopt;
  }
  try {
    PointIndex index(file);
    if (index.dataset_version() == dataset_version) return index;
    why_not = "is of another state of the database";
  } catch (const std::runtime_error& error) {
    why_not = error.what();
  }
  return std::nullopt;
}

WorldCell WorldCell::containing(std::uint64_t morton_code, int level) {
  const std::uint64_t within = WorldCell{0, level}.last_code();
  return {morton_code & ~within, level};
}

WorldCell WorldCell::of(const TileId& tile) {
  const auto shift = static_cast<unsigned>(kDeepest - tile.zoom());
  // A shift by 32 would leave the number as it is, and at zoom 0 it is zero.
  const WorldPoint corner =
      tile.zoom() == 0 ? WorldPoint{} : WorldPoint{tile.x() << shift, tile.y() << shift};
  return {morton_code(corner), tile.zoom()};
}

std::uint64_t WorldCell::last_code() const {
  if (level == 0) return UINT64_MAX;
  return code | ((std::uint64_t{1} << (2 * (kDeepest - level))) - 1);
}

std::string_view PointIndex::text(TextNumber number) const {
  std::uint32_t size = 0;
  if (number > a().texts.size() - sizeof size) return {};
  std::memcpy(&size, &a().texts[number], sizeof size);
  const std::size_t begin = number + sizeof size;
  return {a().texts.data() + begin, std::min<std::size_t>(size, a().texts.size() - begin)};
}

std::size_t PointIndex::block_of(PhotoNumber photo) const {
  const auto after = std::upper_bound(a().block_firsts.begin(), a().block_firsts.end(), photo);
  return static_cast<std::size_t>(after - a().block_firsts.begin()) - 1;
}

std::string_view PointIndex::record_bytes(PhotoNumber number, std::size_t block) const {
  const std::uint64_t begin = a().blocks[block].records + a().record[number];
  const auto records = std::string_view(a().records.data(), a().records.size());
  return records.substr(std::min<std::uint64_t>(begin, records.size()));
}

PointRecord PointIndex::record(PhotoNumber number) const {
  const std::size_t block = block_of(number);
  file_.expect(block, PointFile::Need::photos);
  return read_record(record_bytes(number, block));
}

IndexedPhoto PointIndex::photo(PhotoNumber number) const {
  const PointRecord record = this->record(number);
  IndexedPhoto photo{.id = a().ids[number],
                     .location = record.location ? *record.location : location_of(a().codes[number]),
                     .essay_slug = text(a().essays[a().essay[number]]),
                     .essay_title = text(a().essay_titles[a().essay[number]]),
                     .position = record.position,
                     .caption = record.caption,
                     .caption_is_cut = record.caption_is_cut,
                     .has_more = (a().flags[number] & kHasMore) != 0 || record.caption_is_cut,
                     .credit = cut_text(text(a().photographers[a().photographer[number]])),
                     .first_day = a().first_day[number],
                     .last_day = a().first_day[number] == kNoDay ? kNoDay : a().last_day[number],
                     .place_id = text(record.place_id),
                     .place_name = text(record.place_name),
                     .country = text(a().countries[a().country[number]]),
                     .uncertainty_m = told_metres({double{a().uncertainty_m[number]}}),
                     .confidence = record.confidence,
                     .reason = text(record.reason),
                     .licence = text(record.licence),
                     .source_url = text(record.source_url),
                     .image_url = std::string(text(record.image_folder))};
  photo.image_url += record.image_file;
  return photo;
}

void PointIndex::prefetch(PhotoNumber number) const {
  const auto expect = [number](const auto& column) { __builtin_prefetch(&column[number]); };
  expect(a().ids);
  expect(a().codes);
  expect(a().essay);
  expect(a().photographer);
  expect(a().country);
  expect(a().first_day);
  expect(a().last_day);
  expect(a().uncertainty_m);
  expect(a().flags);
  expect(a().record);
}

void PointIndex::prefetch_record(PhotoNumber number) const {
  constexpr std::size_t kCacheLine = 64;
  const char* begin = record_bytes(number, block_of(number)).data();
  __builtin_prefetch(begin);
  __builtin_prefetch(begin + kCacheLine);
}

bool PointIndex::has_essay(std::string_view slug) const {
  return std::any_of(a().essays.begin(), a().essays.end(),
                     [&](TextNumber number) { return text(number) == slug; });
}

PhotoSummary PointIndex::summary() const {
  PhotoSummary all;
  summarize({0, size()}, nullptr, all);
  return all;
}

LonLat PointIndex::location(PhotoNumber number) const {
  const std::optional<LonLat> location = record(number).location;
  return location ? *location : location_of(a().codes[number]);
}

std::map<std::string, std::vector<LonLat>, std::less<>> PointIndex::routes(
    const std::function<std::int64_t(std::string_view slug)>& photo_count) const {
  struct Stop {
    std::int64_t position;
    std::int64_t id;
    LonLat location;
  };
  std::vector<std::int64_t> steps;
  for (const TextNumber slug : a().essays) steps.push_back(route_step(photo_count(text(slug))));
  std::vector<std::vector<Stop>> stops(steps.size());
  for (PhotoNumber number = 0; number < size(); ++number) {
    const std::uint32_t essay = a().essay[number];
    const std::int64_t position = record(number).position;
    if ((position - 1) % steps[essay] == 0)
      stops[essay].push_back({position, a().ids[number], location(number)});
  }
  std::map<std::string, std::vector<LonLat>, std::less<>> routes;
  for (std::size_t essay = 0; essay < stops.size(); ++essay) {
    std::sort(stops[essay].begin(), stops[essay].end(), [](const Stop& one, const Stop& other) {
      return std::tie(one.position, one.id) < std::tie(other.position, other.id);
    });
    std::vector<LonLat>& route = routes[std::string(text(a().essays[essay]))];
    for (const Stop& stop : stops[essay]) route.push_back(stop.location);
  }
  return routes;
}

// The last block that begins no later than a code, looked for from a block on that begins no later either;
// the first block where none does. Most are near: so by steps that double.
std::size_t PointIndex::find_block(std::uint64_t code, std::size_t from) const {
  const auto codes = a().block_codes;
  std::size_t step = 1;
  while (from + step < codes.size() && codes[from + step] <= code) step *= 2;
  const auto begin = codes.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = codes.begin() + static_cast<std::ptrdiff_t>(std::min(from + step, codes.size()));
  const auto after = std::upper_bound(begin, end, code);
  return after == begin ? from : static_cast<std::size_t>(after - codes.begin()) - 1;
}

// The first photo from a code on; `block` is the one that find_block gives for it.
PhotoNumber PointIndex::lower_bound(std::uint64_t code, std::size_t block) const {
  const std::uint64_t block_code = a().block_codes[block];
  const PhotoNumber begin = a().block_firsts[block];
  if (code <= block_code) return begin;
  const PhotoNumber end = a().block_firsts[block + 1];
  const WorldCell cell{block_code, static_cast<int>(a().blocks[block].level)};
  if (code > cell.last_code()) return end;
  file_.expect(block, PointFile::Need::codes);
  const auto found = std::lower_bound(a().codes.begin() + begin, a().codes.begin() + end, code);
  return static_cast<PhotoNumber>(found - a().codes.begin());
}

PhotoRange PointIndex::photos_in(const WorldCell& cell, std::size_t& hint) const {
  const auto codes = a().block_codes;
  if (codes.empty()) return {};
  if (codes[hint] > cell.code) hint = 0;
  hint = find_block(cell.code, hint);
  const PhotoNumber begin = lower_bound(cell.code, hint);
  const std::uint64_t last = cell.last_code();
  if (last == UINT64_MAX) return {begin, size()};
  return {begin, lower_bound(last + 1, find_block(last + 1, hint))};
}

void PointIndex::expect_photo(PhotoNumber photo) const {
  file_.expect(block_of(photo), PointFile::Need::photos);
}

// Of whole blocks nothing but they themselves is looked at.
void PointIndex::expect_cluster(PhotoRange range) const {
  const std::size_t block = block_of(range.begin);
  const PhotoRange photos{a().block_firsts[block], a().block_firsts[block + 1]};
  const bool is_part = range.begin > photos.begin || range.end < photos.end;
  if (is_part) file_.expect(block, PointFile::Need::clusters);
}

PhotoNumber PointIndex::count(PhotoRange range, const PhotoSet* filter) {
  if (filter == nullptr) return range.end - range.begin;
  return range.begin == range.end ? 0 : filter->rank(range.end) - filter->rank(range.begin);
}

PhotoNumber PointIndex::nth(PhotoRange range, PhotoNumber n, const PhotoSet* filter) {
  return filter == nullptr ? range.begin + n : filter->select(filter->rank(range.begin) + n);
}

// A block's own cell tells it, unless that is the larger one: then the photo's code must be read.
WorldCell PointIndex::cell_of(PhotoNumber photo, int level) const {
  const std::size_t block = block_of(photo);
  if (static_cast<int>(a().blocks[block].level) >= level)
    return WorldCell::containing(a().block_codes[block], level);
  file_.expect(block, PointFile::Need::codes);
  return WorldCell::containing(a().codes[photo], level);
}

int PointIndex::shared_level(PhotoNumber one, PhotoNumber other) const {
  const std::size_t block = block_of(one);
  const std::size_t other_block = block_of(other);
  if (block == other_block) file_.expect(block, PointFile::Need::codes);
  // The cells of two blocks have nothing in common, so that they part before either ends.
  const std::uint64_t difference = block == other_block
                                       ? a().codes[one] ^ a().codes[other]
                                       : a().block_codes[block] ^ a().block_codes[other_block];
  return std::countl_zero(difference) / 2;
}

WorldPoint PointIndex::middle(PhotoRange range, const PhotoSet* filter) const {
  std::uint64_t x = 0;
  std::uint64_t y = 0;
  std::uint64_t count = 0;
  const auto add_photo = [&](PhotoNumber photo) {
    const WorldPoint point = point_of(a().codes[photo]);
    x += point.x;
    y += point.y;
    ++count;
  };
  const std::size_t block = block_of(range.begin);
  const bool is_row_of_blocks = range.end > a().block_firsts[block + 1];
  const bool is_one_block =
      range.begin == a().block_firsts[block] && range.end == a().block_firsts[block + 1];
  if (filter == nullptr && !is_row_of_blocks && !is_one_block) {
    constexpr PhotoNumber kSamples = 16;
    file_.expect(block, PointFile::Need::codes);
    const PhotoNumber step = std::max<PhotoNumber>(1, (range.end - range.begin) / kSamples);
    for (PhotoNumber photo = range.begin; photo < range.end; photo += step) add_photo(photo);
  } else if (filter == nullptr) {
    for (std::size_t b = block; a().block_firsts[b] < range.end; ++b) {
      x += a().blocks[b].sum_x;
      y += a().blocks[b].sum_y;
    }
    count = range.end - range.begin;
  } else if (!is_row_of_blocks || PointIndex::count(range, filter) <= kFewPhotos) {
    filter->for_each(range.begin, range.end, add_photo);
  } else {
    // A block's middle stands for those of it that pass.
    for (std::size_t b = block; a().block_firsts[b] < range.end; ++b) {
      const PhotoRange photos{a().block_firsts[b], a().block_firsts[b + 1]};
      const std::uint64_t passing = PointIndex::count(photos, filter);
      x += a().blocks[b].sum_x / (photos.end - photos.begin) * passing;
      y += a().blocks[b].sum_y / (photos.end - photos.begin) * passing;
      count += passing;
    }
  }
  return {static_cast<std::uint32_t>(x / count), static_cast<std::uint32_t>(y / count)};
}

void PointIndex::summarize(PhotoRange range, const PhotoSet* filter, PhotoSummary& summary) const {
  summary.count += count(range, filter);
  const auto widen = [&](PhotoNumber photo) {
    const WorldPoint point = point_of(a().codes[photo]);
    PointBlock one;
    one.west = one.east = point.x;
    one.north = one.south = point.y;
    add_box(summary, one);
  };
  const auto lengthen = [&](PhotoNumber photo) {
    add_days(summary, a().first_day[photo], a().last_day[photo]);
  };
  const auto for_each = [&](PhotoRange photos, const auto& visit) {
    if (filter != nullptr) return filter->for_each(photos.begin, photos.end, visit);
    for (PhotoNumber photo = photos.begin; photo < photos.end; ++photo) visit(photo);
  };
  if (range.begin == range.end) return;
  // Of many blocks only some columns are looked at, and those from one end to the other.
  const std::size_t first_block = block_of(range.begin);
  const bool is_row_of_blocks = range.end > a().block_firsts[first_block + 1];
  for (std::size_t b = first_block; range.begin < range.end; ++b) {
    const PhotoRange here{range.begin, std::min(range.end, a().block_firsts[b + 1])};
    const PointBlock& block = a().blocks[b];
    const bool is_whole = here.begin == a().block_firsts[b] && here.end == a().block_firsts[b + 1];
    const PhotoNumber passing = count(here, filter);
    if (is_whole && passing == here.end - here.begin) {
      add_box(summary, block);
      add_days(summary, block.first_day, block.last_day);
    } else if (passing > 0) {
      if (!is_row_of_blocks) {
        file_.expect(b, PointFile::Need::codes);
        file_.expect(b, PointFile::Need::clusters);
      }
      if (could_widen(summary, block)) for_each(here, widen);
      if (could_lengthen(summary, block)) for_each(here, lengthen);
    }
    range.begin = here.end;
  }
}

bool PointIndex::share_location(PhotoRange range, const PhotoSet* filter) const {
  const LonLat first = location(nth(range, 0, filter));
  const PhotoNumber photos = count(range, filter);
  for (PhotoNumber n = 1; n < photos; ++n) {
    if (location(nth(range, n, filter)) != first) return false;
  }
  return true;
}

float PointIndex::largest_circle(PhotoRange range, const PhotoSet* filter) const {
  float largest = 0;
  const auto add = [&](PhotoNumber photo) { largest = std::max(largest, a().uncertainty_m[photo]); };
  if (filter != nullptr) {
    filter->for_each(range.begin, range.end, add);
  } else {
    for (PhotoNumber photo = range.begin; photo < range.end; ++photo) add(photo);
  }
  return largest;
}

std::int64_t PointIndex::sample(PhotoRange range, PhotoNumber n, const PhotoSet* filter) const {
  const PhotoNumber photo = nth(range, n, filter);
  // The block's own sample saves a look into the disk, where the range holds others beside it.
  const std::size_t block = block_of(photo);
  const PhotoRange photos{a().block_firsts[block], a().block_firsts[block + 1]};
  const bool is_one_of_many = photos.begin >= range.begin && photos.end <= range.end &&
                              photos.end - photos.begin < (range.end - range.begin) / 4;
  return filter == nullptr && is_one_of_many ? a().blocks[block].sample : a().ids[photo];
}

}  // namespace photomap
