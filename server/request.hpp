// Strings of a request to types. Every function throws HttpError 400 that names the parameter, what was given
// and what is right. No locale takes part.
#pragma once

#include "geo/photo.hpp"
#include "geo/tiling.hpp"
#include "server/http/http.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

inline constexpr std::int64_t kDefaultLimit = 10;
inline constexpr std::int64_t kMaxLimit = 10'000;

/// The query parameters of a request. Refers to `request`, which must live longer.
class Parameters {
 public:
  /// Each of them known and given once.
  Parameters(const HttpRequest& request, std::initializer_list<std::string_view> known,
             std::span<const std::string_view> more = {});
  /// Any, as other people's clients send them.
  explicit Parameters(const HttpRequest& request) : request_(request) {}

  /// The last one of that name.
  std::optional<std::string_view> find(std::string_view name) const;

 private:
  const HttpRequest& request_;
};

/// As much of a client's text as belongs into a message.
std::string_view clipped(std::string_view text);

/// The parts between separators, at least one.
std::vector<std::string_view> split(std::string_view text, char separator);

/// A finite decimal number; empty for anything else.
std::optional<double> parse_number(std::string_view text);

/// Decimal digits, with a minus sign or without; empty for anything else and beyond 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// Zoom, column, row of the XYZ scheme; the tile exists.
TileId parse_tile(std::string_view zoom, std::string_view x, std::string_view y);

/// "west,south,east,north" in degrees, or six numbers with heights, which are left out. west > east crosses
/// the antimeridian (RFC 7946, 5.2).
Bbox parse_bbox(std::string_view text);

/// A reference system that answers can be told in, by its URI (see server/crs.hpp), for the parameter `name`.
Crs parse_crs(std::string_view name, std::string_view uri);

/// What the parameters bbox and bbox-crs ask for: `bbox` and `crs_box` of the query.
void parse_box(const Parameters& parameters, PhotoQuery& query);

/// Whether there is an essay of that slug, a place of that id.
using IsEssay = std::function<bool(std::string_view slug)>;
using IsPlace = std::function<bool(std::string_view id)>;

/// An instant or an interval of RFC 3339 dates or times, "2022-06-01/.." (OGC API - Features Part 1, 7.15.4),
/// to the days in UTC that it touches.
DateInterval parse_datetime(std::string_view text);

/// 1 to `most`; more is taken as that (OGC API Features Part 1, /req/core/fc-limit-response-1).
std::int64_t parse_limit(std::string_view text, std::int64_t most = kMaxLimit);

/// "slug,slug", each of them of a known essay.
std::vector<std::string> parse_essays(std::string_view text, const IsEssay& is_essay);

/// "id,id", each of them of a known place.
std::vector<std::string> parse_places(std::string_view text, const IsPlace& is_place);

}  // namespace photomap
