#include "geo/point_record.hpp"

#include "geo/tiling.hpp"

#include <cmath>
#include <cstring>

namespace photomap {

namespace {

constexpr double kPerDegree = 1e7;

// Bits of a record's first number.
constexpr std::uint64_t kHasLocation = 1;
constexpr std::uint64_t kCaptionIsCut = 2;

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
  append_varint(bytes, (record.location ? kHasLocation : 0U) | (record.caption_is_cut ? kCaptionIsCut : 0U));
  if (record.location) {
    append_fixed(bytes, to_fixed(record.location->lon));
    append_fixed(bytes, to_fixed(record.location->lat));
  }
  append_varint(bytes, zigzag(record.position));
  append_varint(bytes, static_cast<std::uint64_t>(std::llround(record.confidence * 100)));
  for (const TextNumber text : {record.place_id, record.place_name, record.reason, record.licence,
                                record.source_url, record.image_folder})
    append_varint(bytes, text);
  append_text(bytes, record.image_file);
  append_text(bytes, record.caption);
}

PointRecord read_record(std::string_view bytes) {
  Reader in(bytes);
  PointRecord record;
  const std::uint64_t flags = in.varint();
  record.caption_is_cut = (flags & kCaptionIsCut) != 0;
  if ((flags & kHasLocation) != 0) {
    const double lon = in.degrees();
    record.location = LonLat{lon, in.degrees()};
  }
  record.position = unzigzag(in.varint());
  record.confidence = static_cast<double>(in.varint()) / 100;
  for (TextNumber* text : {&record.place_id, &record.place_name, &record.reason, &record.licence,
                           &record.source_url, &record.image_folder})
    *text = in.number();
  record.image_file = in.text();
  record.caption = in.text();
  return record;
}

LonLat location_of(std::uint64_t morton_code) {
  const LonLat middle = middle_of(point_of(morton_code));
  const auto rounded = [](double degrees) {
    return static_cast<double>(std::llround(degrees * kPerDegree)) / kPerDegree;
  };
  return {rounded(middle.lon), rounded(middle.lat)};
}

bool leave_out_long_texts(PhotoPoint& photo) {
  bool has_any = false;
  for (std::string_view* text : {&photo.place_id, &photo.place_name, &photo.country, &photo.reason,
                                 &photo.licence, &photo.source_url, &photo.image_url}) {
    if (text->size() <= kMostText) continue;
    *text = {};
    has_any = true;
  }
  return has_any;
}

std::string_view cut_text(std::string_view caption) {
  if (caption.size() <= kMostText) return caption;
  std::size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(caption[end]) & 0xC0) == 0x80) --end;
  return caption.substr(0, end);
}

}  // namespace photomap
