#include "server/crs.hpp"

#include <fmt/format.h>

#include <charconv>

namespace photomap {

namespace {
constexpr std::string_view kEpsg = "http://www.opengis.net/def/crs/EPSG/0/";
}  // namespace

std::string crs_uri(Crs crs) {
  return crs == Crs{} ? std::string(kCrs84Uri) : fmt::format("{}{}", kEpsg, crs.epsg);
}

std::optional<Crs> find_crs(std::string_view uri) {
  if (uri == kCrs84Uri) return Crs{};
  if (!uri.starts_with(kEpsg)) return std::nullopt;
  uri.remove_prefix(kEpsg.size());
  Crs crs;
  const auto [end, error] = std::from_chars(uri.data(), uri.data() + uri.size(), crs.epsg);
  if (error != std::errc() || end != uri.data() + uri.size() || crs.epsg <= 0) return std::nullopt;
  return crs;
}

}  // namespace photomap
