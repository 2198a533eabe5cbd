#include "server/essays_and_places.hpp"

#include "geo/geojson.hpp"
#include "geo/queryables.hpp"
#include "server/box_filter.hpp"
#include "server/conditional.hpp"
#include "server/cql2_parameters.hpp"
#include "server/errors.hpp"
#include "server/feature_answer.hpp"
#include "server/paging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace photomap {

namespace {

// Neither essays nor places have a time: any datetime has them, but it must be one.
std::vector<std::string_view> filters_of(std::span<const Queryable> queryables) {
  std::vector<std::string_view> names{"bbox", "bbox-crs", "datetime"};
  for (const std::string_view name : cql2_parameters(queryables)) names.push_back(name);
  return names;
}

BoxFilter parse_box_and_time(const Parameters& parameters) {
  PhotoQuery query;
  parse_box(parameters, query);
  if (const auto text = parameters.find("datetime")) parse_datetime(*text);
  return BoxFilter(query);
}

// Called as other servers of this API call it. All routes of ten thousand essays are 27 MB.
constexpr std::string_view kSkipGeometry = "skipGeometry";

bool parse_skip_geometry(const Parameters& parameters) {
  const auto text = parameters.find(kSkipGeometry);
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  throw HttpError(400, fmt::format("skipGeometry={}: it is true or false", clipped(*text)));
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

/// `feature` makes the feature at an index of the list.
FeaturePage page_of(std::vector<ListedFeature> list, const PageRequest& asked, const FeatureForm& form,
                    const std::function<Json(std::size_t)>& feature) {
  FeaturePage page(form);
  page.matched = static_cast<std::int64_t>(list.size());
  const ListPage cut = cut_page(std::move(list), asked);
  for (const ListedFeature& listed : cut.features) page.features.add(feature(listed.index));
  if (cut.features.empty()) return page;
  if (cut.has_previous) page.previous_before = position_text(cut.features.front().position);
  if (cut.has_next) page.next_after = position_text(cut.features.back().position);
  return page;
}

FeaturePage read_essays(const EssayReader& reader, const BoxFilter& box,
                        const std::optional<std::set<std::int64_t>>& among, const PageRequest& asked,
                        const FeatureForm& form, bool skips_geometry) {
  const std::vector<Essay> essays = reader.essays();
  const auto feature = [&](std::size_t i) {
    return essay_feature(essays[i], skips_geometry ? std::vector<LonLat>() : reader.route(essays[i]));
  };
  std::vector<ListedFeature> list;
  for (std::size_t i = 0; i < essays.size(); ++i) {
    if (among && !among->contains(essays[i].id)) continue;
    if (!box.passes_all() && !box.passes(reader.route(essays[i]))) continue;
    list.push_back({position_of(asked.order, essays[i].id, essay_feature(essays[i], {})["properties"]), i});
  }
  return page_of(std::move(list), asked, form, feature);
}

FeaturePage read_places(const PhotoStore& store, const BoxFilter& box,
                        const std::optional<std::set<std::string>>& among, const PageRequest& asked,
                        const FeatureForm& form) {
  const std::vector<Place> places = store.places();
  std::vector<ListedFeature> list;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (among && !among->contains(places[i].id)) continue;
    if (!box.passes(places[i].location)) continue;
    list.push_back({position_of(asked.order, places[i].id, place_feature(places[i])["properties"]), i});
  }
  return page_of(std::move(list), asked, form, [&](std::size_t i) { return place_feature(places[i]); });
}

}  // namespace

HttpResponse get_essays(App& app, const HttpRequest& request, const PathValues&) {
  std::vector<std::string_view> known = filters_of(essay_queryables());
  known.push_back(kSkipGeometry);
  const Parameters parameters = items_parameters(request, known);
  const FeatureForm form = parse_form(request, parameters, "essays");
  const bool skips_geometry = parse_skip_geometry(parameters);
  const BoxFilter box = parse_box_and_time(parameters);
  const Cql2 filter = parse_cql2(parameters, essay_queryables());
  const PageRequest asked = parse_page(parameters, essay_queryables(), IdType::number, kMaxLimit);
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request, name(form.format));
  return answer_page(request, form, etag, "essays", [&] {
    const auto among = filter ? std::optional(store->find_essay_ids(*filter)) : std::nullopt;
    return read_essays(EssayReader(app, store), box, among, asked, form, skips_geometry);
  });
}

HttpResponse get_essay(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"f", "crs", "properties"});
  const FeatureForm form = parse_form(request, parameters, "essays");
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
  const Parameters parameters = items_parameters(request, filters_of(place_queryables()));
  const FeatureForm form = parse_form(request, parameters, "places");
  const BoxFilter box = parse_box_and_time(parameters);
  const Cql2 filter = parse_cql2(parameters, place_queryables());
  const PageRequest asked = parse_page(parameters, place_queryables(), IdType::text);
  const auto store = app.stores.take();
  const std::string etag = weak_dataset_etag(store, request, name(form.format));
  return answer_page(request, form, etag, "places", [&] {
    const auto among = filter ? std::optional(store->find_place_ids(*filter)) : std::nullopt;
    return read_places(*store, box, among, asked, form);
  });
}

HttpResponse get_place(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"f", "crs", "properties"});
  const FeatureForm form = parse_form(request, parameters, "places");
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
