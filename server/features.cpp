#include "server/features.hpp"

#include "geo/dates.hpp"
#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"
#include "server/exports.hpp"
#include "server/feature_answer.hpp"
#include "server/photo_filter.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace photomap {

namespace {

PhotoQuery parse_query(const Parameters& parameters, const PhotoStore& store, std::int64_t most) {
  PhotoQuery query = parse_filter(parameters, [&](std::string_view slug) { return store.has_essay(slug); });
  if (const auto text = parameters.find("after")) query.after_id = parse_after(*text);
  if (const auto limit = parameters.find("limit")) query.limit = parse_limit(*limit, most);
  return query;
}

// In WGS 84 all of them, so that every program finds them where they are.
HttpResponse get_export(App& app, const HttpRequest& request, const Parameters& parameters,
                        const ExportFormat& format) {
  const auto crs = parameters.find("crs");
  if (crs && !(parse_crs("crs", *crs) == Crs{})) {
    throw HttpError(400, fmt::format("crs={}: downloads are in {}; leave crs out", clipped(*crs), kCrs84Uri));
  }
  const auto store = app.stores.take();
  return answer_export(app, request, store, format,
                       parse_query(parameters, *store, std::numeric_limits<std::int64_t>::max()));
}

// To count all photos takes SQL a while where they are many. `points` may be null.
std::int64_t count_photos(const PhotoStore& store, const PhotoQuery& query, const PointSnapshot* points) {
  if (points == nullptr || !filter_key(query).empty()) return store.count_photos(query);
  std::int64_t count = 0;
  for (const Essay& essay : points->essays(store)) count += essay.photo_count;
  return count;
}

FeaturePage read_page(const PointSnapshot* points, const PhotoStore& store, const PhotoQuery& query,
                      const FeatureForm& form) {
  PhotoQuery one_more = query;
  one_more.limit = *query.limit + 1;  // tells whether there is a next page
  FeaturePage page(form);
  std::int64_t last_id = 0;
  store.for_each_photo(one_more, [&](const Photo& photo) {
    if (page.features.count() == *query.limit) {
      page.next_after = std::to_string(last_id);
      return false;
    }
    page.features.add(photo_feature(photo));
    last_id = photo.id;
    return true;
  });
  page.matched = count_photos(store, query, points);
  return page;
}

// The same from the index, which has only photos with a location; of some it does not know all.
FeaturePage read_page(const PointSnapshot& points, const StorePool::Lease& store, const PhotoQuery& query,
                      const FeatureForm& form) {
  const auto photos = points.find_or_select(query, store);
  const auto limit = static_cast<std::size_t>(*query.limit);
  std::vector<PhotoNumber> numbers = points.index().lowest_ids(*photos, query.after_id, limit + 1);
  FeaturePage page(form);
  page.matched = photos->size();
  const bool has_next = numbers.size() > limit;
  if (has_next) numbers.pop_back();
  page.features.expect(numbers.size());
  for (const PhotoNumber number : numbers) {
    const IndexedPhoto photo = points.index().photo(number);
    const auto whole = photo.has_more ? store->find_photo(photo.id) : std::nullopt;
    if (whole) {
      page.features.add(photo_feature(*whole));
    } else {
      page.features.add(photo);
    }
    if (has_next && number == numbers.back()) page.next_after = std::to_string(photo.id);
  }
  return page;
}

}  // namespace

HttpResponse get_photos(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"limit", "after", "f", "crs"}, photo_filter_parameters());
  if (const ExportFormat* format = choose_export(request, parameters))
    return get_export(app, request, parameters, *format);
  const FeatureForm form = parse_form(request, parameters);
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request, name(form.format));
  PhotoQuery query = parse_query(parameters, *store, kMaxLimit);
  if (!query.limit) query.limit = kDefaultLimit;
  return answer_page(request, form, etag, "photos", [&] {
    const auto newest = app.points.now();
    const PointSnapshot* points =
        newest->is_of(store->dataset_version(), store.file_state()) ? newest.get() : nullptr;
    // Photos without a location are in no box, nor in the index; what words find it keeps for the next page.
    const bool is_in_index = points && (query.bbox || (query.words && points->holds_all(*store)));
    FeaturePage page =
        is_in_index ? read_page(*points, store, query, form) : read_page(points, *store, query, form);
    page.more_links = alternate_links(request);
    return page;
  });
}

HttpResponse get_photo(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"f", "crs"});
  const FeatureForm form = parse_form(request, parameters);
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
