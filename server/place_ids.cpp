#include "server/place_ids.hpp"

#include "server/hash.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace photomap {

namespace {

constexpr std::int64_t kGeoNames = 1'000'000'000'000'000;
constexpr std::int64_t kHashed = 2'000'000'000'000'000;
constexpr std::string_view kGeoNamesPrefix = "geonames:";

}  // namespace

std::int64_t stand_in_number(std::string_view place_id) {
  if (place_id.starts_with(kGeoNamesPrefix)) {
    const auto number = parse_integer(place_id.substr(kGeoNamesPrefix.size()));
    if (number && *number >= 0 && *number < kHashed - kGeoNames) return kGeoNames + *number;
  }
  return kHashed + static_cast<std::int64_t>(hash({place_id}) % static_cast<std::uint64_t>(kGeoNames));
}

PlaceIds::PlaceIds(const Gazetteer& gazetteer) {
  for (PlaceNumber place = 0; place < gazetteer.place_count(); ++place) {
    const std::int64_t number = stand_in_number(gazetteer.text(gazetteer.row(place).id));
    if (number >= kHashed) hashed_.emplace_back(number, place);
  }
  std::sort(hashed_.begin(), hashed_.end());
}

std::optional<PlaceNumber> PlaceIds::find(const Gazetteer& gazetteer, std::string_view text) const {
  if (const auto own = gazetteer.find_number(text)) return own;
  if (!text.starts_with('N') && !text.starts_with('n')) return std::nullopt;
  const auto number = parse_integer(text.substr(1));
  if (!number || *number < kGeoNames) return std::nullopt;
  if (*number < kHashed)
    return gazetteer.find_number(fmt::format("{}{}", kGeoNamesPrefix, *number - kGeoNames));
  const auto found = std::lower_bound(hashed_.begin(), hashed_.end(), std::pair{*number, PlaceNumber{0}});
  if (found == hashed_.end() || found->first != *number) return std::nullopt;
  return found->second;
}

}  // namespace photomap
