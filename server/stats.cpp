#include "server/stats.hpp"

#include "geo/geojson.hpp"
#include "geo/photo_counts.hpp"
#include "geo/store_query.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/links.hpp"
#include "server/photo_filter.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace photomap {

namespace {

constexpr std::array<std::pair<std::string_view, CountedBy>, 6> kCountedBy{
    {{"essay", CountedBy::essay},
     {"place", CountedBy::place},
     {"country", CountedBy::country},
     {"photographer", CountedBy::photographer},
     {"month", CountedBy::month},
     {"year", CountedBy::year}}};

CountedBy parse_counted_by(const Parameters& parameters) {
  const std::string_view by = parameters.find("by").value_or("");
  for (const auto& [name, value] : kCountedBy) {
    if (name == by) return value;
  }
  throw HttpError(400,
                  fmt::format("by={}: give essay, place, country, photographer, month or year", clipped(by)));
}

// Photos without a location are not in the index, but counted.
std::vector<PhotoGroup> count_groups(const PointSnapshot& points, const StorePool::Lease& store,
                                     const PhotoQuery& query, CountedBy by) {
  PhotoCounts counts(by);
  const auto add = [&](const Photo& photo) {
    counts.add(photo);
    return true;
  };
  PhotoQuery others = query;
  if (points.is_of(store->dataset_version(), store.file_state())) {
    counts.add(points.index(), points.find_or_select(query, store).get());
    if (means_located_only(query) || points.holds_all(*store)) return std::move(counts).finish();
    others.unlocated = true;
  }
  store->for_each_photo(others, add);
  return std::move(counts).finish();
}

std::string stats_json(const HttpRequest& request, std::string_view by, std::vector<PhotoGroup> groups,
                       std::optional<std::int64_t> limit) {
  std::int64_t matched = 0;
  for (const PhotoGroup& group : groups) matched += group.count;
  Json json = {{"by", by}, {"numberMatched", matched}, {"numberGroups", groups.size()}};
  if (limit && static_cast<std::size_t>(*limit) < groups.size())
    groups.resize(static_cast<std::size_t>(*limit));
  Json& list = json["groups"] = Json::array();
  for (const PhotoGroup& group : groups) {
    Json one = {{"value", group.value.empty() ? Json(nullptr) : Json(group.value)}, {"count", group.count}};
    if (!group.name.empty()) one["name"] = group.name;
    list.push_back(std::move(one));
  }
  json["links"] = Json::array({link(request, "self", kJsonType, target_with(request))});
  return to_text(json);
}

}  // namespace

HttpResponse get_stats(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"by", "limit"}, photo_filter_parameters());
  const CountedBy by = parse_counted_by(parameters);
  const auto limit = parameters.find("limit");
  const auto most = limit ? std::optional(parse_limit(*limit)) : std::nullopt;
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request);
  const PhotoQuery query = parse_filter(parameters, known_ids(*store));
  return answer_if_changed(
      request, etag, {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] {
        return stats_json(request, *parameters.find("by"), count_groups(*app.points.now(), store, query, by),
                          most);
      });
}

}  // namespace photomap
