#include "server/negotiation.hpp"

#include "server/errors.hpp"
#include "server/http/request_head.hpp"
#include "server/links.hpp"
#include "server/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace photomap {

namespace {

/// How much one of the types is wanted: the more precise of what is said of it.
double weight_of(std::string_view accept, std::initializer_list<std::string_view> types) {
  double named = -1;
  double of_its_kind = -1;
  double any = -1;
  for (const auto& [name, weight] : parse_weighted_list(accept)) {
    for (const std::string_view type : types) {
      if (equal_ignoring_case(name, type)) named = std::max(named, weight);
      const std::string_view kind = type.substr(0, type.find('/') + 1);
      if (name.ends_with("/*") && equal_ignoring_case(name.substr(0, name.size() - 1), kind))
        of_its_kind = std::max(of_its_kind, weight);
    }
    if (name == "*/*") any = std::max(any, weight);
  }
  if (named >= 0) return named;
  if (of_its_kind >= 0) return of_its_kind;
  return std::max(any, 0.0);
}

constexpr std::string_view kXhtmlType = "application/xhtml+xml";

/// Of a type that is named, not meant by a wildcard; 0 of any other.
double named_weight(const std::vector<WeightedName>& accept, std::string_view type) {
  double weight = 0;
  for (const auto& [name, given] : accept) {
    if (equal_ignoring_case(name, type)) weight = std::max(weight, given);
  }
  return weight;
}

}  // namespace

bool is_page_format(std::string_view f) {
  return f == "json" || f == "geojson" || f == "html";
}

bool is_liked_most(std::string_view accept, std::string_view type,
                   const std::vector<std::string_view>& others) {
  const std::vector<WeightedName> list = parse_weighted_list(accept);
  const double weight = named_weight(list, type);
  if (weight == 0) return false;
  const bool is_page_liked = weight_of(accept, {kJsonType, kGeoJsonType}) >= weight ||
                             weight_of(accept, {kHtmlType, kXhtmlType}) >= weight;
  return !is_page_liked && std::none_of(others.begin(), others.end(), [&](std::string_view other) {
    return named_weight(list, other) > weight;
  });
}

std::string_view name(Format format) {
  return format == Format::html ? "html" : "json";
}

Format choose_format(const HttpRequest& request, const Parameters& parameters, Format otherwise) {
  if (const auto wanted = parameters.find("f")) {
    if (*wanted == "json" || *wanted == "geojson") return Format::json;
    if (*wanted == "html") return Format::html;
    throw HttpError(400, fmt::format("f={}: give json or html", clipped(*wanted)));
  }
  const std::string accept = request.header("Accept");
  const double json = weight_of(accept, {kJsonType, kGeoJsonType, "application/schema+json"});
  const double html = weight_of(accept, {kHtmlType, kXhtmlType});
  if (json == html) return otherwise;
  return html > json ? Format::html : Format::json;
}

}  // namespace photomap
