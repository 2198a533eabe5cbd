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
  PhotoQuery query = parse_filter(parameters, [&](std::string_view slug) { return store.has_essay(slug); });
  if (const auto text = parameters.find("after")) query.after_id = parse_after(*text);
  const auto limit = parameters.find("limit");
  query.limit = limit ? parse_limit(*limit) : kDefaultLimit;
  return query;
}

// Of one page: what comes before its features, and whether another follows.
struct Page {
  FeatureCollectionText features;
  std::int64_t matched = 0;
  std::int64_t last_id = 0;
  bool has_next = false;
};

Page read_page(const PhotoStore& store, const PhotoQuery& query) {
  PhotoQuery one_more = query;
  one_more.limit = *query.limit + 1;  // tells whether there is a next page
  Page page;
  store.for_each_photo(one_more, [&](const Photo& photo) {
    if ((page.has_next = page.features.count() == *query.limit)) return false;
    page.features.add(photo_feature(photo));
    page.last_id = photo.id;
    return true;
  });
  page.matched = store.count_photos(query);
  return page;
}

// The same from the index, which has only photos with a location; of some it does not know all.
Page read_page(const PointSnapshot& points, const PhotoStore& store, const PhotoQuery& query) {
  const auto photos = points.find_or_select(query);
  const auto limit = static_cast<std::size_t>(*query.limit);
  std::vector<PhotoNumber> numbers = points.index().lowest_ids(*photos, query.after_id, limit + 1);
  Page page;
  page.matched = photos->size();
  page.has_next = numbers.size() > limit;
  if (page.has_next) numbers.pop_back();
  for (const PhotoNumber number : numbers) {
    const IndexedPhoto photo = points.index().photo(number);
    const auto whole = photo.has_more ? store.find_photo(photo.id) : std::nullopt;
    if (whole) {
      page.features.add(photo_feature(*whole));
    } else {
      page.features.add(photo);
    }
    page.last_id = photo.id;
  }
  return page;
}

std::string photos_text(const HttpRequest& request, Page page) {
  Json links = Json::array({link(request, "self", kGeoJsonType, target_with(request)),
                            link(request, "collection", kJsonType, "/collections/photos")});
  if (page.has_next) {
    links.push_back(
        link(request, "next", kGeoJsonType, target_with(request, "after", std::to_string(page.last_id))));
  }
  return std::move(page.features)
      .finish({{"timeStamp", time_stamp()},
               {"numberMatched", page.matched},
               {"numberReturned", page.features.count()},
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
  return std::move(features).finish({{"timeStamp", time_stamp()},
                                     {"numberMatched", essays.size()},
                                     {"numberReturned", features.count()},
                                     {"links", std::move(links)}});
}

// Counting the photos of all essays takes a while where they are many.
std::vector<Essay> essays_of(App& app, const StorePool::Lease& store) {
  const auto points = app.points.now();
  return points->is_of(store->dataset_version(), store.file_state()) ? points->essays(*store)
                                                                     : store->essays();
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
  return answer_if_changed(request, etag, geojson_headers(), [&] {
    // Photos without a location are in no box.
    const auto points = app.points.now();
    const bool is_in_index = query.bbox && points->is_of(store->dataset_version(), store.file_state());
    return photos_text(request, is_in_index ? read_page(*points, *store, query) : read_page(*store, query));
  });
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
                           [&] { return essays_text(request, essays_of(app, store), first, most); });
}

HttpResponse get_essay(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {});
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request);
  const auto essays = essays_of(app, store);
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
