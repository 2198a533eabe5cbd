#include "server/photon.hpp"

#include "geo/search.hpp"
#include "server/conditional.hpp"
#include "server/format_photon.hpp"
#include "server/geocoding_request.hpp"
#include "server/links.hpp"

#include <functional>

namespace photomap {

namespace {

HttpResponse answer_places(const App& app, const HttpRequest& request, const Languages& languages,
                           const std::function<std::vector<PlaceNumber>()>& find) {
  const Gazetteer& gazetteer = app.gazetteer.get();
  return answer_if_changed(request, gazetteer_etag(app.gazetteer, request),
                           {{"Content-Type", std::string(kJsonType)},
                            {"Cache-Control", std::string(kAskEachTime)},
                            {"Vary", "Accept-Language"}},
                           [&] {
                             std::vector<PlaceDescription> places;
                             for (const PlaceNumber place : find())
                               places.push_back(describe_place(gazetteer, place, {.languages = languages}));
                             return encode_photon_places(places);
                           });
}

}  // namespace

HttpResponse get_photon_search(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);
  const PlaceQuery query = parse_photon_search(parameters);
  return answer_places(app, request, languages_of(request, parameters, "lang"), [&] {
    std::vector<PlaceNumber> places;
    for (const FoundPlace& found : search_places(app.gazetteer.get(), query)) places.push_back(found.place);
    return places;
  });
}

HttpResponse get_photon_reverse(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);
  const LonLat position = parse_position(parameters);
  const std::size_t limit = parse_place_limit(parameters, 1);
  return answer_places(app, request, languages_of(request, parameters, "lang"), [&] {
    std::vector<PlaceNumber> places = find_places_at(app.gazetteer.get(), position, PlaceKind::venue);
    if (places.size() > limit) places.resize(limit);
    return places;
  });
}

}  // namespace photomap
