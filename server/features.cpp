#include "server/features.hpp"

#include "geo/dates.hpp"
#include "geo/geojson.hpp"
#include "geo/queryables.hpp"
#include "geo/store_query.hpp"
#include "server/conditional.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"
#include "server/exports.hpp"
#include "server/feature_answer.hpp"
#include "server/paging.hpp"
#include "server/photo_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

// In WGS 84 all of them, so that every program finds them where they are.
HttpResponse get_export(App& app, const HttpRequest& request, const Parameters& parameters,
                        const ExportFormat& format) {
  const auto crs = parameters.find("crs");
  if (crs && !(parse_crs("crs", *crs) == Crs{})) {
    throw HttpError(400, fmt::format("crs={}: downloads are in {}; leave crs out", clipped(*crs), kCrs84Uri));
  }
  for (const std::string_view name : {"before", "sortby", "properties"}) {
    if (parameters.find(name))
      throw HttpError(
          400, fmt::format("{}: a download has all of its photos, by ascending id; leave it out", name));
  }
  const auto store = app.stores.take();
  PhotoQuery query = parse_filter(parameters, known_ids(*store));
  const Json from = parse_page(parameters, photo_queryables(), IdType::number).order.from;
  if (!from.is_null()) query.after_id = from[0].get<std::int64_t>();
  if (const auto limit = parameters.find("limit"))
    query.limit = parse_limit(*limit, std::numeric_limits<std::int64_t>::max());
  return answer_export(app, request, store, format, std::move(query));
}

// To count all photos takes SQL a while where they are many. `points` may be null.
std::int64_t count_photos(const PhotoStore& store, const PhotoQuery& query, const PointSnapshot* points) {
  if (points == nullptr || !filter_key(query).empty()) return store.count_photos(query);
  return points->photo_count(store);
}

// The same order, read the other way from a feature on.
SortOrder turned_round(SortOrder order, Json from) {
  order.is_backwards = !order.is_backwards;
  order.from = std::move(from);
  return order;
}

/// What is known of a page once its features have been read in the order of reading.
struct Ends {
  Json first;  ///< positions
  Json last;
  bool has_more = false;  ///< beyond the last
  bool has_less = false;  ///< before the first
};

void set_links(FeaturePage& page, const SortOrder& order, const Ends& ends) {
  const auto link_to = [](bool there_is, const Json& position) {
    return there_is ? std::optional(position_text(position)) : std::nullopt;
  };
  if (order.is_backwards) {
    page.previous_before = link_to(ends.has_more, ends.last);
    page.next_after = link_to(ends.has_less, ends.first);
  } else {
    page.previous_before = link_to(ends.has_less, ends.first);
    page.next_after = link_to(ends.has_more, ends.last);
  }
}

bool has_photo(const PhotoStore& store, PhotoQuery query, const SortOrder& order) {
  bool has = false;
  query.limit = 1;
  store.for_each_sorted(query, order, [&](const Photo&, const auto&) { return has = true; });
  return has;
}

FeaturePage read_page(const PointSnapshot* points, const PhotoStore& store, PhotoQuery query,
                      const PageRequest& asked, const FeatureForm& form) {
  FeaturePage page(form);
  Ends ends;
  std::vector<Photo> backwards;
  std::int64_t count = 0;
  page.features.expect(static_cast<std::size_t>(asked.limit));
  query.limit = asked.limit + 1;  // tells whether there are more
  store.for_each_sorted(query, asked.order, [&](const Photo& photo, const auto& position) {
    ends.has_more = count == asked.limit;
    if (ends.has_more) return false;
    if (count++ == 0) ends.first = position();
    if (count == asked.limit) ends.last = position();
    if (asked.order.is_backwards) {
      backwards.push_back(photo);
    } else {
      page.features.add(photo);
    }
    return true;
  });
  for (auto photo = backwards.rbegin(); photo != backwards.rend(); ++photo) page.features.add(*photo);
  if (count > 0 && !asked.order.from.is_null())
    ends.has_less = has_photo(store, query, turned_round(asked.order, ends.first));
  set_links(page, asked.order, ends);
  page.matched = count_photos(store, query, points);
  return page;
}

// The same from the index, which has only photos with a location, by their ids; of some it does not know all.
FeaturePage read_page(const PointSnapshot& points, const StorePool::Lease& store, const PhotoQuery& query,
                      const PageRequest& asked, const FeatureForm& form) {
  const auto photos = points.find_or_select(query, store);
  const bool descends = asked.order.id_is_descending != asked.order.is_backwards;
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  const Json& from = asked.order.from;
  IdPage ids =
      points.next_ids(photos.get(), from.is_null() ? (descends ? kEnd : -kEnd) : from[0].get<std::int64_t>(),
                      descends, static_cast<std::size_t>(asked.limit));
  FeaturePage page(form);
  page.matched = photos ? photos->size() : points.index().size();
  if (!ids.photos.empty()) {
    const auto position = [&](PhotoNumber number) {
      return Json::array({points.index().arrays().ids[number]});
    };
    set_links(page, asked.order,
              {.first = position(ids.photos.front()),
               .last = position(ids.photos.back()),
               .has_more = ids.has_more,
               .has_less = ids.has_less});
  }
  if (asked.order.is_backwards) std::reverse(ids.photos.begin(), ids.photos.end());
  page.features.expect(ids.photos.size());
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < ids.photos.size(); ++i) {
    if (i + kAhead < ids.photos.size()) points.index().prefetch(ids.photos[i + kAhead]);
    if (i + kAhead / 2 < ids.photos.size()) points.index().prefetch_record(ids.photos[i + kAhead / 2]);
    const IndexedPhoto photo = points.index().photo(ids.photos[i]);
    const auto whole = photo.has_more ? store->find_photo(photo.id) : std::nullopt;
    if (whole) {
      page.features.add(*whole);
    } else {
      page.features.add(photo);
    }
  }
  return page;
}

}  // namespace

HttpResponse get_photos(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters = items_parameters(request, photo_filter_parameters());
  if (const ExportFormat* format = choose_export(request, parameters))
    return get_export(app, request, parameters, *format);
  const FeatureForm form = parse_form(request, parameters, "photos");
  const PageRequest asked = parse_page(parameters, photo_queryables(), IdType::number);
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request, name(form.format));
  const PhotoQuery query = parse_filter(parameters, known_ids(*store));
  return answer_page(request, form, etag, "photos", [&] {
    const auto newest = app.points.now();
    const PointSnapshot* points =
        newest->is_of(store->dataset_version(), store.file_state()) ? newest.get() : nullptr;
    // Photos without a location are in no box, nor in the index.
    const bool has_index =
        points && asked.order.keys.empty() && (means_located_only(query) || points->holds_all(*store));
    FeaturePage page = has_index ? read_page(*points, store, query, asked, form)
                                 : read_page(points, *store, query, asked, form);
    page.more_links = alternate_links(request);
    return page;
  });
}

HttpResponse get_photo(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"f", "crs", "properties"});
  const FeatureForm form = parse_form(request, parameters, "photos");
  const auto store = app.stores.take();
  // The page for people has the day of its reading in its citation.
  const std::string day = form.format == Format::html ? format_day(today()) : "";
  const std::string etag = dataset_etag(store, request, std::string(name(form.format)) + day);
  const auto id = parse_integer(path[0]);
  const auto photo = id ? store->find_photo(*id) : std::nullopt;
  if (!photo)
    throw HttpError(404,
                    fmt::format("there is no photo \"{}\"; /collections/photos/items lists them", path[0]));
  return answer_feature(request, form, etag, "photos", [&] { return photo_feature(*photo); });
}

}  // namespace photomap
