#include "server/nominatim.hpp"

#include "geo/geojson.hpp"
#include "geo/search.hpp"
#include "geo/utf8.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/format_nominatim.hpp"
#include "server/geocoding_request.hpp"
#include "server/links.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kSpare = 20;  // looked for beyond the limit, as some may be left out or go to the front

HttpResponse answer_places(const App& app, const HttpRequest& request,
                           const std::function<std::string()>& make_body) {
  return answer_if_changed(request, gazetteer_etag(app.gazetteer, request),
                           {{"Content-Type", std::string(kJsonType)},
                            {"Cache-Control", std::string(kAskEachTime)},
                            {"Vary", "Accept-Language"}},
                           make_body);
}

// Namesakes that no reader could tell apart are one.
std::vector<PlaceDescription> describe_found(const Gazetteer& gazetteer,
                                             const std::vector<PlaceNumber>& found,
                                             const NominatimSearch& search, const DescribeOptions& options) {
  std::vector<PlaceDescription> places;
  std::set<std::pair<std::string, std::string_view>> told;
  for (const PlaceNumber number : found) {
    if (places.size() == search.places.limit) break;
    PlaceDescription place = describe_place(gazetteer, number, options);
    if (told.emplace(place.full_name, place.tags.value).second || !search.dedupe)
      places.push_back(std::move(place));
  }
  return places;
}

std::vector<PlaceNumber> find_named(const Gazetteer& gazetteer, const NominatimSearch& search) {
  PlaceQuery query = search.places;
  query.limit += kSpare;
  std::vector<PlaceNumber> found;
  for (const FoundPlace& place : search_places(gazetteer, query)) found.push_back(place.place);
  std::stable_partition(found.begin(), found.end(), [&](PlaceNumber place) {
    return !search.kind || gazetteer.row(place).kind == *search.kind;
  });
  return found;
}

std::vector<PlaceNumber> find_country(const Gazetteer& gazetteer, std::string_view code) {
  for (PlaceNumber place = 0; place < gazetteer.place_count(); ++place) {
    const PlaceRow& row = gazetteer.row(place);
    if (row.kind == PlaceKind::country && std::string_view(row.country, 2) == code) return {place};
  }
  return {};
}

// Of what contains a position, only the finest.
std::vector<PlaceNumber> find_at(const Gazetteer& gazetteer, LonLat position, PlaceKind finest) {
  std::vector<PlaceNumber> here = find_places_at(gazetteer, position, finest);
  if (here.size() > 1) here.resize(1);
  return here;
}

std::vector<PlaceNumber> find_places(const Gazetteer& gazetteer, const NominatimSearch& search) {
  if (search.position) return find_at(gazetteer, *search.position, PlaceKind::venue);
  const bool is_country = search.places.text.empty() && search.kind == PlaceKind::country;
  if (is_country && !search.places.countries.empty())
    return find_country(gazetteer, search.places.countries.front());
  return find_named(gazetteer, search);
}

std::vector<PlaceDescription> describe_ids(const App& app, std::string_view ids,
                                           const DescribeOptions& options) {
  const Gazetteer& gazetteer = app.gazetteer.get();
  std::vector<PlaceDescription> places;
  for (const std::string_view id : split(ids, ',')) {
    const auto place = app.gazetteer.ids().find(gazetteer, trim(id));
    if (place) places.push_back(describe_place(gazetteer, *place, options));
  }
  return places;
}

DescribeOptions describe_options(const HttpRequest& request, const Parameters& parameters,
                                 const NominatimOutput& output) {
  return {.languages = languages_of(request, parameters, "accept-language"), .all_names = output.names};
}

HttpResponse plain_text(std::string text) {
  return {.status = 200,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

}  // namespace

HttpResponse get_nominatim_search(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);
  const NominatimOutput output = parse_nominatim_output(parameters, false);
  const NominatimSearch search = parse_nominatim_search(parameters);
  const DescribeOptions options = describe_options(request, parameters, output);
  const Gazetteer& gazetteer = app.gazetteer.get();
  return answer_places(app, request, [&] {
    const std::vector<PlaceNumber> found = find_places(gazetteer, search);
    return encode_nominatim_places(describe_found(gazetteer, found, search, options), output,
                                   search.places.text);
  });
}

HttpResponse get_nominatim_reverse(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);
  const NominatimOutput output = parse_nominatim_output(parameters, true);
  const LonLat position = parse_position(parameters);
  const PlaceKind finest = parse_finest_kind(parameters);
  const DescribeOptions options = describe_options(request, parameters, output);
  const Gazetteer& gazetteer = app.gazetteer.get();
  return answer_places(app, request, [&] {
    std::vector<PlaceDescription> places;
    for (const PlaceNumber place : find_at(gazetteer, position, finest))
      places.push_back(describe_place(gazetteer, place, options));
    return encode_nominatim_place(places, output, fmt::format("{},{}", position.lat, position.lon));
  });
}

HttpResponse get_nominatim_lookup(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);
  const NominatimOutput output = parse_nominatim_output(parameters, true);
  const std::string_view ids = parameters.find("osm_ids").value_or("");
  if (split(ids, ',').size() > kMostPlaces) {
    throw HttpError(
        400, fmt::format("osm_ids names {} places; give {} at most", split(ids, ',').size(), kMostPlaces));
  }
  const DescribeOptions options = describe_options(request, parameters, output);
  app.gazetteer.get();
  return answer_places(app, request,
                       [&] { return encode_nominatim_places(describe_ids(app, ids, options), output, ids); });
}

HttpResponse get_nominatim_status(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);
  const std::string_view format = parameters.find("format").value_or("text");
  if (format != "text" && format != "json")
    throw HttpError(400, fmt::format("format={}: give text or json", clipped(format)));
  app.gazetteer.get();
  if (format == "text") return plain_text("OK");
  const Json body = {
      {"status", 0},
      {"message", "OK"},
      {"data_updated", fmt::format("{:%Y-%m-%dT%H:%M:%S}+00:00", fmt::gmtime(app.gazetteer.made_at()))},
      {"software_version", PHOTOMAP_VERSION},
      {"database_version", std::to_string(kGazetteerVersion)}};
  return {.status = 200,
          .headers = {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", "no-store"}},
          .body = to_text(body)};
}

}  // namespace photomap
