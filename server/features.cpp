#include "server/features.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/format_geojson.hpp"
#include "server/links.hpp"
#include "server/request.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace photomap {

namespace {

HeaderList geojson_headers() {
  return {{"Content-Type", std::string(kGeoJsonType)}, {"Cache-Control", std::string(kAskEachTime)}};
}

/// RFC 3339, UTC.
std::string time_stamp() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

PhotoQuery parse_query(const Parameters& parameters, const PhotoStore& store) {
  PhotoQuery query = parse_filter(parameters, store.essays());
  if (const auto text = parameters.find("after")) query.after_id = parse_after(*text);
  const auto limit = parameters.find("limit");
  query.limit = limit ? parse_limit(*limit) : kDefaultLimit;
  return query;
}

std::string photos_text(const HttpRequest& request, const PhotoStore& store, const PhotoQuery& query) {
  PhotoQuery one_more = query;
  one_more.limit = *query.limit + 1;  // tells whether there is a next page
  FeatureCollectionText features;
  std::int64_t last_id = 0;
  bool has_next = false;
  store.for_each_photo(one_more, [&](const Photo& photo) {
    if ((has_next = features.count() == *query.limit)) return false;
    features.add(photo_feature(photo));
    last_id = photo.id;
    return true;
  });
  Json links = Json::array({link(request, "self", kGeoJsonType, target_with(request)),
                            link(request, "collection", kJsonType, "/collections/photos")});
  if (has_next) {
    links.push_back(
        link(request, "next", kGeoJsonType, target_with(request, "after", std::to_string(last_id))));
  }
  return features.finish({{"timeStamp", time_stamp()},
                          {"numberMatched", store.count_photos(query)},
                          {"numberReturned", features.count()},
                          {"links", std::move(links)}});
}

std::string essays_text(const HttpRequest& request, const std::vector<Essay>& essays, std::int64_t after,
                        std::int64_t limit) {
  FeatureCollectionText features;
  Json links = Json::array({link(request, "self", kGeoJsonType, target_with(request)),
                            link(request, "collection", kJsonType, "/collections/essays")});
  std::int64_t last_id = after;
  for (const Essay& essay : essays) {
    if (essay.id <= after) continue;
    if (features.count() == limit) {
      links.push_back(
          link(request, "next", kGeoJsonType, target_with(request, "after", std::to_string(last_id))));
      break;
    }
    features.add(essay_feature(essay));
    last_id = essay.id;
  }
  return features.finish({{"timeStamp", time_stamp()},
                          {"numberMatched", essays.size()},
                          {"numberReturned", features.count()},
                          {"links", std::move(links)}});
}

std::string with_links(Json feature, const HttpRequest& request, std::string_view collection) {
  feature["links"] = {link(request, "self", kGeoJsonType, target_with(request)),
                      link(request, "collection", kJsonType, collection)};
  return to_text(feature);
}

}  // namespace

HttpResponse get_photos(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"limit", "after"}, kFilterParameters);
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request);
  const PhotoQuery query = parse_query(parameters, *store);
  return answer_if_changed(request, etag, geojson_headers(),
                           [&] { return photos_text(request, *store, query); });
}

HttpResponse get_photo(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {});
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request);
  const auto id = parse_integer(path[0]);
  const auto photo = id ? store->find_photo(*id) : std::nullopt;
  if (!photo)
    throw HttpError(404,
                    fmt::format("there is no photo \"{}\"; /collections/photos/items lists them", path[0]));
  return answer_if_changed(request, etag, geojson_headers(),
                           [&] { return with_links(photo_feature(*photo), request, "/collections/photos"); });
}

HttpResponse get_essays(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"limit", "after"});
  const auto limit = parameters.find("limit");
  const auto after = parameters.find("after");
  const std::int64_t most = limit ? parse_limit(*limit) : kMaxLimit;
  const std::int64_t first = after ? parse_after(*after) : 0;
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request);
  return answer_if_changed(request, etag, geojson_headers(),
                           [&] { return essays_text(request, store->essays(), first, most); });
}

HttpResponse get_essay(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {});
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request);
  const auto essays = store->essays();
  const auto is_it = [&](const Essay& essay) { return essay.slug == path[0]; };
  const auto essay = std::find_if(essays.begin(), essays.end(), is_it);
  if (essay == essays.end()) {
    throw HttpError(404,
                    fmt::format("there is no essay \"{}\"; /collections/essays/items lists them", path[0]));
  }
  return answer_if_changed(request, etag, geojson_headers(),
                           [&] { return with_links(essay_feature(*essay), request, "/collections/essays"); });
}

}  // namespace photomap
