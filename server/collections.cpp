#include "server/collections.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/links.hpp"
#include "server/request.hpp"
#include "server/tile_features.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace photomap {

namespace {

struct Collection {
  std::string_view id;
  std::string_view title;
  std::string_view description;
};

constexpr Collection kPhotos{"photos", "Photo essays on a map",
                             "The photos of all essays, each with the place where it was taken"};
constexpr Collection kEssays{"essays", "Essays", "The photo essays"};
constexpr std::string_view kCrs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

Json extent_json(const Bbox& box) {
  const Json corners = Json::array({box.west, box.south, box.east, box.north});
  return {{"spatial", {{"bbox", Json::array({corners})}, {"crs", kCrs84}}}};
}

Json collection_json(App& app, const HttpRequest& request, const PhotoStore& store,
                     const Collection& collection) {
  const std::string path = fmt::format("/collections/{}", collection.id);
  Json json = {
      {"id", collection.id},
      {"title", collection.title},
      {"description", collection.description},
      {"links",
       {link(request, "self", kJsonType, path), link(request, "items", kGeoJsonType, path + "/items")}}};
  const PhotoSummary photos = app.points.now()->index().summary();
  if (photos.count > 0) json["extent"] = extent_json(bbox_of(photos));
  json["itemType"] = "feature";
  json["crs"] = Json::array({kCrs84});
  json["attribution"] = fmt::format("{}", fmt::join(store.attributions(), "; "));
  json["datasetVersion"] = store.dataset_version();
  return json;
}

HttpResponse answer(const HttpRequest& request, const StorePool::Lease& store,
                    const std::function<Json()>& make) {
  const Parameters parameters(request, {});
  return answer_if_changed(
      request, dataset_etag(store, request),
      {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] { return to_text(make()); });
}

}  // namespace

HttpResponse get_collections(App& app, const HttpRequest& request, const PathValues&) {
  const auto store = app.stores.take();
  return answer(request, store, [&]() -> Json {
    return {
        {"links", Json::array({link(request, "self", kJsonType, "/collections")})},
        {"collections",
         {collection_json(app, request, *store, kPhotos), collection_json(app, request, *store, kEssays)}}};
  });
}

HttpResponse get_photo_collection(App& app, const HttpRequest& request, const PathValues&) {
  const auto store = app.stores.take();
  return answer(request, store, [&] { return collection_json(app, request, *store, kPhotos); });
}

HttpResponse get_essay_collection(App& app, const HttpRequest& request, const PathValues&) {
  const auto store = app.stores.take();
  return answer(request, store, [&] { return collection_json(app, request, *store, kEssays); });
}

HttpResponse get_health(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  const auto store = app.stores.take();
  const Json body = {{"status", "ok"}, {"dataset_version", store->dataset_version()}};
  return {.status = 200,
          .headers = {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", "no-store"}},
          .body = to_text(body)};
}

}  // namespace photomap
