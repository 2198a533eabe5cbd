#include "server/attributions.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/links.hpp"
#include "server/request.hpp"

namespace photomap {

namespace {

std::string attributions_text(const Gazetteer* gazetteer) {
  Json sources = Json::array();
  for (const Attribution& source : gazetteer ? gazetteer->attributions() : std::vector<Attribution>{})
    sources.push_back({{"name", source.name}, {"licence", source.licence}, {"url", source.url}});
  return to_text({{"attributions", std::move(sources)}});
}

}  // namespace

HttpResponse get_attributions(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  return answer_if_changed(
      request, gazetteer_etag(app.gazetteer, request),
      {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] { return attributions_text(app.gazetteer.find()); });
}

}  // namespace photomap
