#include "server/cql2_parameters.hpp"

#include "geo/cql2_sql.hpp"
#include "geo/reproject.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace photomap {

namespace {

GeometryCrs parse_filter_crs(const Parameters& parameters) {
  const auto uri = parameters.find("filter-crs");
  const Crs crs = uri ? parse_crs("filter-crs", *uri) : Crs{};
  const auto reprojection = Reprojection::find(crs);
  GeometryCrs found{.is_north_first = reprojection->is_north_first(),
                    .is_geographic = reprojection->is_geographic(),
                    .name = crs_uri(crs)};
  if (!reprojection->is_degrees())
    found.to_lon_lat = [reprojection](EastNorth at) { return reprojection->to_lon_lat(at); };
  return found;
}

Cql2 parse_filter_text(const Parameters& parameters, const Cql2Context& context) {
  const auto language = parameters.find("filter-lang");
  if (language && *language != "cql2-text" && *language != "cql2-json")
    throw HttpError(400, fmt::format("filter-lang={}: give cql2-text or cql2-json", clipped(*language)));
  const auto text = parameters.find("filter");
  if (!text) return nullptr;
  return language == "cql2-json" ? parse_cql2_json(*text, context) : parse_cql2_text(*text, context);
}

bool is_taken(const Queryable& queryable, std::span<const std::string_view> taken) {
  return std::find(taken.begin(), taken.end(), queryable.name) != taken.end();
}

}  // namespace

bool is_simple(const Queryable& queryable) {
  return queryable.type != Cql2Type::geometry && queryable.type != Cql2Type::array &&
         queryable.type != Cql2Type::interval;
}

std::vector<std::string_view> cql2_parameters(std::span<const Queryable> queryables,
                                              std::span<const std::string_view> taken) {
  std::vector<std::string_view> names{"filter", "filter-lang", "filter-crs"};
  for (const Queryable& queryable : queryables) {
    if (is_simple(queryable) && !is_taken(queryable, taken)) names.push_back(queryable.name);
  }
  return names;
}

Cql2 parse_cql2(const Parameters& parameters, std::span<const Queryable> queryables,
                std::span<const std::string_view> taken) {
  const Cql2Context context{.queryables = queryables, .crs = parse_filter_crs(parameters)};
  std::vector<Cql2> filters{parse_filter_text(parameters, context)};
  for (const Queryable& queryable : queryables) {
    if (!is_simple(queryable) || is_taken(queryable, taken)) continue;
    if (const auto value = parameters.find(queryable.name))
      filters.push_back(parse_equality(queryable, *value, context));
  }
  Cql2 all = all_of(filters);
  if (all) to_sql(*all, 1);  // it says what SQL could not take
  return all;
}

}  // namespace photomap
