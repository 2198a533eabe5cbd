#include "geo/point_blob.hpp"

#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace photomap {

static_assert(std::endian::native == std::endian::little, "the numbers below are copied as they are");

PointBlob::PointBlob(LonLat point) {
  assert(is_on_earth(point));
  char* at = bytes_.data();
  const auto put = [&at](auto value) {
    std::memcpy(at, &value, sizeof value);
    at += sizeof value;
  };
  put(char{0x00});                              // start
  put(char{0x01});                              // little-endian
  put(std::int32_t{4326});                      // SRID
  for (int corner = 0; corner < 2; ++corner) {  // the box around it
    put(point.lon);
    put(point.lat);
  }
  put(char{0x7C});       // end of the box
  put(std::int32_t{1});  // POINT
  put(point.lon);
  put(point.lat);
  put(static_cast<char>(0xFE));  // end
}

std::optional<LonLat> parse_point_blob(std::string_view bytes) {
  constexpr std::size_t kPoint = 43;
  LonLat point;
  if (bytes.size() != kPoint + sizeof point + 1) return std::nullopt;
  std::memcpy(&point.lon, bytes.data() + kPoint, sizeof point.lon);
  std::memcpy(&point.lat, bytes.data() + kPoint + sizeof point.lon, sizeof point.lat);
  if (!is_on_earth(point) || PointBlob(point).bytes() != bytes) return std::nullopt;
  return point;
}

}  // namespace photomap
