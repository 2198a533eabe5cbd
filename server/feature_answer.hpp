// What the features of all collections have in common: how they are told, paged and linked.
#pragma once

#include "geo/json.hpp"
#include "geo/reproject.hpp"
#include "server/format_geojson.hpp"
#include "server/http/http.hpp"
#include "server/negotiation.hpp"
#include "server/request.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// How features are told.
struct FeatureForm {
  Format format = Format::json;
  Crs crs;
  std::shared_ptr<const Reprojection> reprojection;
  PropertyNames properties = nullptr;
};

/// Of a collection, those that its features have or may have.
const std::vector<std::string>& property_names(std::string_view collection);

/// By the parameters f, crs and properties, and the header Accept.
FeatureForm parse_form(const HttpRequest& request, const Parameters& parameters, std::string_view collection);

/// One page of a collection.
struct FeaturePage {
  explicit FeaturePage(const FeatureForm& form) : features(form.reprojection, form.properties) {}

  FeatureCollectionText features;
  std::int64_t matched = 0;
  Json more_links = Json::array();  ///< beside those that every page has
  /// The parameter `before` of the previous page and `after` of the next one, where there are such.
  std::optional<std::string> previous_before = {};
  std::optional<std::string> next_after = {};
};

/// `etag`: of the data, with name(form.format) in it.
HttpResponse answer_page(const HttpRequest& request, const FeatureForm& form, std::string_view etag,
                         std::string_view collection, const std::function<FeaturePage()>& make);

/// The same of one feature.
HttpResponse answer_feature(const HttpRequest& request, const FeatureForm& form, std::string_view etag,
                            std::string_view collection, const std::function<Json()>& make);

}  // namespace photomap
