#include "geo/point_rows.hpp"

#include "geo/dates.hpp"
#include "geo/tiling.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace photomap {

namespace {

constexpr std::size_t kRecent = std::size_t{1} << 18;
constexpr std::size_t kCodesInPiece = std::size_t{1} << 16;

DayNumber parse_day_number(std::string_view text) {
  const auto day = parse_day(text);
  return day ? static_cast<DayNumber>(day->time_since_epoch().count()) : kNoDay;
}

}  // namespace

TextPool::TextPool() : recent_(kRecent) {
  append({});  // kNoText
}

TextNumber TextPool::add(std::string_view text) {
  if (text.empty()) return kNoText;
  // Photos that come one after the other share most of their texts, and all texts may be too many to know.
  TextNumber& recent = recent_[std::hash<std::string_view>()(text) % kRecent];
  if (recent == kNoText || text_at(recent) != text) recent = append(text);
  return recent;
}

TextNumber TextPool::append(std::string_view text) {
  const auto number = static_cast<TextNumber>(bytes_.size());
  const auto size = static_cast<std::uint32_t>(text.size());
  bytes_.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
  if (bytes_.size() > UINT32_MAX) throw std::runtime_error("more than 4 GB of different texts");
  return number;
}

std::string_view TextPool::text_at(TextNumber number) const {
  std::uint32_t size = 0;
  std::memcpy(&size, &bytes_[number], sizeof size);
  return {&bytes_[number] + sizeof size, size};
}

std::uint32_t TextNumbers::add(std::string_view text) {
  if (const auto known = numbers_.find(text); known != numbers_.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(pool_.add(text));
  numbers_.emplace(text, number);
  return number;
}

DayNumber DayReader::read(std::string_view text) {
  if (text == text_) return day_;
  text_ = text;
  return day_ = parse_day_number(text);
}

std::uint32_t PointRowWriter::essay_number(std::int64_t id) {
  return essay_numbers_.try_emplace(id, static_cast<std::uint32_t>(essay_numbers_.size())).first->second;
}

void PointRowWriter::add_code(std::uint64_t code) {
  if (code_pieces_.empty() || code_pieces_.back().size() == kCodesInPiece)
    code_pieces_.emplace_back().reserve(kCodesInPiece);
  code_pieces_.back().push_back(code);
}

void PointRowWriter::finish(const std::vector<Essay>& essays) {
  for (const Essay& essay : essays) {
    const std::size_t number = essay_number(essay.id);
    if (number >= essay_slugs.size()) {
      essay_slugs.resize(number + 1);
      essay_titles.resize(number + 1);
    }
    essay_slugs[number] = texts.add(essay.slug);
    essay_titles[number] = texts.add(essay.title);
  }
  std::size_t count = 0;
  for (const auto& piece : code_pieces_) count += piece.size();
  codes.reserve(count);
  for (auto& piece : code_pieces_) {
    codes.insert(codes.end(), piece.begin(), piece.end());
    std::vector<std::uint64_t>().swap(piece);
  }
  std::sort(codes.begin(), codes.end());
}

void PointRowWriter::add(PhotoPoint point) {
  const std::uint64_t code = morton_code(world_point(point.location));
  PointRow row = row_of(point, code);
  if (leave_out_long_texts(point) || point.credit.size() > kMostText) row.flags |= kHasMore;
  record_.clear();
  append_record(record_, record_of(point, code));
  row.record_bytes = static_cast<std::uint32_t>(record_.size());
  add_code(code);
  rows.add(row, record_);
  record_bytes += record_.size();
}

PointRow PointRowWriter::row_of(const PhotoPoint& point, std::uint64_t code) {
  PointRow row;
  row.code = code;
  row.id = point.id;
  row.essay = essay_number(point.essay_id);
  row.photographer = photographers.add(point.credit);
  const DayNumber first = first_day_.read(point.taken_start);
  const DayNumber last = last_day_.read(point.taken_end);
  const bool is_dated = first != kNoDay && last != kNoDay;
  row.first_day = is_dated ? first : kNoDay;
  row.last_day = is_dated ? last : kAnyLastDay;
  row.uncertainty_m = static_cast<float>(point.uncertainty_m);
  row.country = static_cast<std::uint16_t>(countries.add(point.country));
  row.flags =
      static_cast<std::uint8_t>((point.image_url.empty() ? 0 : kHasImage) | (point.has_more ? kHasMore : 0));
  return row;
}

PointRecord PointRowWriter::record_of(const PhotoPoint& point, std::uint64_t code) {
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

}  // namespace photomap
