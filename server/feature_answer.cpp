#include "server/feature_answer.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"
#include "server/format_html.hpp"
#include "server/links.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace photomap {

namespace {

/// RFC 3339, UTC.
std::string time_stamp() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

HeaderList headers_of(const FeatureForm& form) {
  HeaderList headers =
      form.format == Format::html ? html_headers() : HeaderList{{"Content-Type", std::string(kGeoJsonType)}};
  headers.emplace_back("Cache-Control", kAskEachTime);
  headers.emplace_back("Vary", "Accept");
  headers.emplace_back("Content-Crs", fmt::format("<{}>", crs_uri(form.crs)));
  return headers;
}

Json links_to(const HttpRequest& request, std::string_view collection) {
  return Json::array({link(request, "self", kGeoJsonType, target_with(request)),
                      link(request, "alternate", kHtmlType, target_with(request, "f", "html")),
                      link(request, "collection", kJsonType, fmt::format("/collections/{}", collection))});
}

// To another page of the same.
Json page_link(const HttpRequest& request, std::string_view rel, std::string_view name,
               std::string_view position) {
  HttpRequest other = request;
  std::erase_if(other.query, [](const QueryParameter& parameter) {
    return parameter.name == "after" || parameter.name == "before";
  });
  return link(request, rel, kGeoJsonType, target_with(other, name, position));
}

PropertyNames parse_properties(const Parameters& parameters, std::string_view collection) {
  const auto text = parameters.find("properties");
  if (!text) return nullptr;
  const std::vector<std::string>& known = property_names(collection);
  auto names = std::make_shared<std::vector<std::string>>();
  for (const std::string_view name : split(*text, ',')) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw HttpError(400, fmt::format("properties={}: {} have no property \"{}\"; give some of {}",
                                       clipped(*text), collection, clipped(name), fmt::join(known, ", ")));
    }
    names->emplace_back(name);
  }
  return names;
}

std::string page_text(const HttpRequest& request, std::string_view collection, FeaturePage page) {
  Json links = links_to(request, collection);
  for (Json& more : page.more_links) links.push_back(std::move(more));
  if (page.previous_before) links.push_back(page_link(request, "prev", "before", *page.previous_before));
  if (page.next_after) links.push_back(page_link(request, "next", "after", *page.next_after));
  const std::int64_t returned = page.features.count();
  return std::move(page.features)
      .finish({{"timeStamp", time_stamp()},
               {"numberMatched", page.matched},
               {"numberReturned", returned},
               {"links", std::move(links)}});
}

HtmlContext context_of(const HttpRequest& request, const FeatureForm& form, std::string_view collection) {
  return {.base = base_url(request),
          .as_json = target_with(request, "f", "json"),
          .collection = collection,
          .properties = form.properties ? *form.properties : std::vector<std::string>{}};
}

}  // namespace

const std::vector<std::string>& property_names(std::string_view collection) {
  const auto names_in = [](const Json& feature) {
    std::vector<std::string> names;
    for (const auto& [name, value] : feature["properties"].items()) names.push_back(name);
    return names;
  };
  static const std::vector<std::string> kPhotos = [&] {
    Photo photo;
    photo.where.candidates.resize(1);
    return names_in(photo_feature(photo));
  }();
  static const std::vector<std::string> kEssays = names_in(essay_feature({}, {}));
  static const std::vector<std::string> kPlaces = names_in(place_feature({}));
  return collection == "photos" ? kPhotos : collection == "essays" ? kEssays : kPlaces;
}

FeatureForm parse_form(const HttpRequest& request, const Parameters& parameters,
                       std::string_view collection) {
  FeatureForm form{.format = choose_format(request, parameters),
                   .crs = {},
                   .reprojection = nullptr,
                   .properties = parse_properties(parameters, collection)};
  if (const auto uri = parameters.find("crs")) form.crs = parse_crs("crs", *uri);
  if (form.format == Format::html) form.crs = {};  // pages for people say longitude and latitude
  form.reprojection = Reprojection::find(form.crs);
  return form;
}

HttpResponse answer_page(const HttpRequest& request, const FeatureForm& form, std::string_view etag,
                         std::string_view collection, const std::function<FeaturePage()>& make) {
  return answer_if_changed(request, etag, headers_of(form), [&] {
    std::string text = page_text(request, collection, make());
    return form.format == Format::json ? std::move(text)
                                       : items_html(Json::parse(text), context_of(request, form, collection));
  });
}

HttpResponse answer_feature(const HttpRequest& request, const FeatureForm& form, std::string_view etag,
                            std::string_view collection, const std::function<Json()>& make) {
  return answer_if_changed(request, etag, headers_of(form), [&] {
    Json feature = make();
    tell_in(feature, *form.reprojection);
    select_properties(feature, form.properties);
    feature["links"] = links_to(request, collection);
    return form.format == Format::json ? to_text(feature)
                                       : feature_html(feature, context_of(request, form, collection));
  });
}

}  // namespace photomap
