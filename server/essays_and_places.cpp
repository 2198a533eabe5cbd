#include "server/essays_and_places.hpp"

#include "geo/geojson.hpp"
#include "server/box_filter.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/feature_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace photomap {

namespace {

// Neither essays nor places have a time: any datetime has them, but it must be one.
constexpr std::array<std::string_view, 3> kBoxAndTime{"bbox", "bbox-crs", "datetime"};

BoxFilter parse_box_and_time(const Parameters& parameters) {
  PhotoQuery query;
  parse_box(parameters, query);
  if (const auto text = parameters.find("datetime")) parse_datetime(*text);
  return BoxFilter(query);
}

// One state of the data: counts and routes come from the index where it is of that state, as to find them in
// the database takes a while where photos are many.
class EssayReader {
 public:
  EssayReader(App& app, const StorePool::Lease& store) : store_(*store), points_(app.points.now()) {
    if (!points_->is_of(store->dataset_version(), store.file_state())) points_ = nullptr;
  }

  std::vector<Essay> essays() const { return points_ ? points_->essays(store_) : store_.essays(); }
  std::vector<LonLat> route(const Essay& essay) const {
    return points_ ? points_->route(store_, essay.slug) : store_.route(essay.id, essay.photo_count);
  }

 private:
  const PhotoStore& store_;
  std::shared_ptr<const PointSnapshot> points_;
};

FeaturePage read_essays(const EssayReader& reader, const BoxFilter& box, std::int64_t after,
                        std::int64_t limit, const FeatureForm& form) {
  FeaturePage page(form);
  std::int64_t last_id = after;
  for (const Essay& essay : reader.essays()) {
    const std::vector<LonLat> route = reader.route(essay);
    if (!box.passes(route)) continue;
    ++page.matched;
    if (essay.id <= after) continue;
    if (page.features.count() < limit) {
      page.features.add(essay_feature(essay, route));
      last_id = essay.id;
    } else {
      page.next_after = std::to_string(last_id);
    }
  }
  return page;
}

FeaturePage read_places(const PhotoStore& store, const BoxFilter& box, std::string_view after,
                        std::int64_t limit, const FeatureForm& form) {
  FeaturePage page(form);
  std::string last_id;
  for (const Place& place : store.places()) {
    if (!box.passes(place.location)) continue;
    ++page.matched;
    if (place.id <= after) continue;
    if (page.features.count() < limit) {
      page.features.add(place_feature(place));
      last_id = place.id;
    } else {
      page.next_after = last_id;
    }
  }
  return page;
}

}  // namespace

HttpResponse get_essays(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"limit", "after", "f", "crs"}, kBoxAndTime);
  const FeatureForm form = parse_form(request, parameters);
  const BoxFilter box = parse_box_and_time(parameters);
  const auto limit = parameters.find("limit");
  const auto after = parameters.find("after");
  const std::int64_t most = limit ? parse_limit(*limit) : kMaxLimit;
  const std::int64_t first = after ? parse_after(*after) : 0;
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request, name(form.format));
  return answer_page(request, form, etag, "essays",
                     [&] { return read_essays(EssayReader(app, store), box, first, most, form); });
}

HttpResponse get_essay(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"f", "crs"});
  const FeatureForm form = parse_form(request, parameters);
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request, name(form.format));
  const EssayReader reader(app, store);
  const std::vector<Essay> essays = reader.essays();
  const auto is_it = [&](const Essay& essay) { return essay.slug == path[0]; };
  const auto essay = std::find_if(essays.begin(), essays.end(), is_it);
  if (essay == essays.end()) {
    throw HttpError(404,
                    fmt::format("there is no essay \"{}\"; /collections/essays/items lists them", path[0]));
  }
  return answer_feature(request, form, etag, "essays",
                        [&] { return essay_feature(*essay, reader.route(*essay)); });
}

HttpResponse get_places(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"limit", "after", "f", "crs"}, kBoxAndTime);
  const FeatureForm form = parse_form(request, parameters);
  const BoxFilter box = parse_box_and_time(parameters);
  const auto limit = parameters.find("limit");
  const std::int64_t most = limit ? parse_limit(*limit) : kDefaultLimit;
  const std::string after(parameters.find("after").value_or(""));
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request, name(form.format));
  return answer_page(request, form, etag, "places",
                     [&] { return read_places(*store, box, after, most, form); });
}

HttpResponse get_place(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"f", "crs"});
  const FeatureForm form = parse_form(request, parameters);
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request, name(form.format));
  const auto place = store->find_place(path[0]);
  if (!place) {
    throw HttpError(404,
                    fmt::format("there is no place \"{}\"; /collections/places/items lists them", path[0]));
  }
  return answer_feature(request, form, etag, "places", [&] { return place_feature(*place); });
}

}  // namespace photomap
