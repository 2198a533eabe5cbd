#include "geo/point_record.hpp"

#include <cmath>
#include <cstring>

namespace photomap {

namespace {

constexpr double kPerDegree = 1e7;

// Seven bits a byte, the lowest first, the last one without its high bit.
void append_varint(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

// Small for small numbers of either sign.
std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

void append_fixed(std::string& bytes, std::int32_t value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::int32_t to_fixed(double degrees) {
  return static_cast<std::int32_t>(std::lround(degrees * kPerDegree));
}

void append_text(std::string& bytes, std::string_view text) {
  append_varint(bytes, text.size());
  bytes += text;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  // Zeros where the bytes have ended.
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ < end_ && shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::uint32_t number() { return static_cast<std::uint32_t>(varint()); }
  double degrees() {
    std::int32_t value = 0;
    if (end_ - at_ < static_cast<std::ptrdiff_t>(sizeof value)) return 0;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value / kPerDegree;
  }
  std::string_view text() {
    const auto size = static_cast<std::size_t>(varint());
    if (size > static_cast<std::size_t>(end_ - at_)) return {};
    const std::string_view text(at_, size);
    at_ += size;
    return text;
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace

void append_record(std::string& bytes, const PointRecord& record) {
  append_fixed(bytes, to_fixed(record.location.lon));
  append_fixed(bytes, to_fixed(record.location.lat));
  append_varint(bytes, zigzag(record.id));
  append_varint(bytes, zigzag(record.position));
  append_varint(bytes, record.essay);
  const bool is_dated = record.first_day != kNoDay;
  append_varint(bytes, (is_dated ? 1U : 0U) | (record.caption_is_cut ? 2U : 0U));
  if (is_dated) {
    append_varint(bytes, zigzag(record.first_day));
    append_varint(bytes, zigzag(std::int64_t{record.last_day} - record.first_day));
  }
  append_varint(bytes, static_cast<std::uint64_t>(std::llround(record.uncertainty_m)));
  append_varint(bytes, static_cast<std::uint64_t>(std::llround(record.confidence * 100)));
  for (const TextNumber text : {record.credit, record.place_id, record.place_name, record.country,
                                record.reason, record.licence, record.source_url})
    append_varint(bytes, text);
  append_text(bytes, record.caption);
  append_text(bytes, record.image_url);
}

PointRecord read_record(std::string_view bytes) {
  Reader in(bytes);
  PointRecord record;
  record.location.lon = in.degrees();
  record.location.lat = in.degrees();
  record.id = unzigzag(in.varint());
  record.position = unzigzag(in.varint());
  record.essay = in.number();
  const std::uint64_t flags = in.varint();
  record.caption_is_cut = (flags & 2) != 0;
  if ((flags & 1) != 0) {
    record.first_day = static_cast<DayNumber>(unzigzag(in.varint()));
    record.last_day = static_cast<DayNumber>(record.first_day + unzigzag(in.varint()));
  }
  record.uncertainty_m = static_cast<double>(in.varint());
  record.confidence = static_cast<double>(in.varint()) / 100;
  for (TextNumber* text : {&record.credit, &record.place_id, &record.place_name, &record.country,
                           &record.reason, &record.licence, &record.source_url})
    *text = in.number();
  record.caption = in.text();
  record.image_url = in.text();
  return record;
}

std::string_view cut_caption(std::string_view caption) {
  if (caption.size() <= kMostCaption) return caption;
  std::size_t end = kMostCaption;
  while (end > 0 && (static_cast<unsigned char>(caption[end]) & 0xC0) == 0x80) --end;
  return caption.substr(0, end);
}

}  // namespace photomap
