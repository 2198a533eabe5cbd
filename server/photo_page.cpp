#include "server/photo_page.hpp"

#include "geo/dates.hpp"
#include "geo/geojson.hpp"
#include "server/http/target.hpp"
#include "server/oembed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace photomap {

namespace {

// "June 2022" for all of June, else the days as they stand.
std::string taken_text(const Json& properties) {
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  const std::string start = member(properties, "taken_start");
  const std::string end = member(properties, "taken_end");
  if (start.empty() || start == end) return start;
  if (parse_period(start.substr(0, 4)) == DateInterval{*parse_day(start), *parse_day(end)})
    return start.substr(0, 4);
  if (const auto month = parse_period(start.substr(0, 7));
      month == DateInterval{*parse_day(start), *parse_day(end)}) {
    const std::chrono::year_month_day date(month->first);
    return fmt::format("{} {}", kMonths[unsigned{date.month()} - 1], start.substr(0, 4));
  }
  return fmt::format("{} to {}", start, end);
}

// "within 150 m", "within 15 km".
std::string circle_text(const Json& properties) {
  const auto found = properties.find("uncertainty_m");
  if (found == properties.end() || !found->is_number()) return "nobody knows how near";
  const auto meters = found->get<double>();
  return meters < 1000 ? fmt::format("within {:.0f} m", meters)
                       : fmt::format("within {:.0f} km", std::ceil(meters / 1000));
}

std::string where_text(const Json& feature) {
  const Json& geometry = feature["geometry"];
  if (geometry.is_null()) return "Nobody knows where.";
  const std::string place = member(feature["properties"], "place_name");
  return fmt::format("{}{} of {}, {} (longitude, latitude)", place.empty() ? "" : place + ", ",
                     circle_text(feature["properties"]), to_text(geometry["coordinates"][0]),
                     to_text(geometry["coordinates"][1]));
}

void set_if_any(Json& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[std::string(name)] = value;
}

// https://schema.org/Photograph
Json schema_org_photograph(const Json& feature, const std::string& address) {
  const Json& properties = feature["properties"];
  Json photo = {
      {"@context", "https://schema.org"}, {"@type", "Photograph"}, {"@id", address}, {"url", address}};
  set_if_any(photo, "name", member(properties, "caption"));
  set_if_any(photo, "creditText", member(properties, "credit"));
  if (const std::string credit = member(properties, "credit"); !credit.empty())
    photo["creator"] = {{"@type", "Person"}, {"name", credit}};
  const std::string start = member(properties, "taken_start");
  const std::string end = member(properties, "taken_end");
  set_if_any(photo, "temporalCoverage", start == end ? start : start + "/" + end);
  set_if_any(photo, "license", member(properties, "licence"));
  set_if_any(photo, "image", member(properties, "image_url"));
  photo["isPartOf"] = {{"@type", "CreativeWork"}, {"name", member(properties, "essay_title")}};
  set_if_any(photo["isPartOf"], "url", member(properties, "source_url"));
  if (const Json& geometry = feature["geometry"]; !geometry.is_null()) {
    Json place = {{"@type", "Place"}};
    set_if_any(place, "name", member(properties, "place_name"));
    set_if_any(place, "address", member(properties, "country"));
    place["geo"] = {{"@type", "GeoCoordinates"},
                    {"latitude", geometry["coordinates"][1]},
                    {"longitude", geometry["coordinates"][0]}};
    photo["contentLocation"] = std::move(place);
  }
  return photo;
}

// A text with "</script>" in it must not end the element.
std::string json_for_script(const Json& json) {
  std::string text = to_text(json);
  for (auto at = text.find('<'); at != text.npos; at = text.find('<', at)) text.replace(at, 1, "\\u003c");
  return text;
}

std::string meta(std::string_view property, std::string_view content) {
  if (content.empty()) return {};
  return fmt::format("<meta property=\"{}\" content=\"{}\">\n", property, escape_html(content));
}

std::string head_of(const Json& feature, const std::string& base, const std::string& address,
                    std::string_view title) {
  const Json& properties = feature["properties"];
  return fmt::format("<link rel=\"canonical\" href=\"{}\">\n", escape_html(address)) +
         oembed_link(base, address) + meta("og:type", "article") + meta("og:title", title) +
         meta("og:description", where_text(feature) + ". " + taken_text(properties)) +
         meta("og:url", address) + meta("og:image", member(properties, "image_url")) +
         meta("og:site_name", "photomap") +
         fmt::format("<script type=\"application/ld+json\">{}</script>\n",
                     json_for_script(schema_org_photograph(feature, address)));
}

std::string row(std::string_view name, const std::string& html) {
  return html.empty() ? "" : fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, html);
}

// Who, caption, essay, when, where to be found, and when it was.
std::string citation(const Json& feature, const std::string& address, std::string_view today) {
  const Json& properties = feature["properties"];
  const std::string credit = member(properties, "credit");
  const std::string taken = taken_text(properties);
  return fmt::format("{}\u201c{}\u201d{}. In: {}. {} (accessed {}).", credit.empty() ? "" : credit + ": ",
                     member(properties, "caption"), taken.empty() ? "" : ", " + taken,
                     member(properties, "essay_title"), address, today);
}

}  // namespace

std::string photo_html(const Json& feature, const HtmlContext& context, std::string_view today) {
  const Json& properties = feature["properties"];
  const std::string id = to_text(feature["id"]);
  const std::string address = fmt::format("{}/collections/photos/items/{}", context.base, id);
  const std::string caption = member(properties, "caption");
  const std::string title = caption.empty() ? "Photo " + id : caption;
  const std::string essay = member(properties, "essay");
  std::string content = dots_svg(Json::array({feature}));
  content += "<table>\n" + row("Photo", escape_html(member(properties, "credit"))) +
             row("Taken", escape_html(taken_text(properties))) +
             row("Where", escape_html(where_text(feature))) +
             row("Why there", escape_html(member(properties, "reason"))) +
             row("Corrected", escape_html(member(properties, "correction_note"))) +
             row("Essay", anchor(fmt::format("{}/collections/photos/items?essay={}&f=html", context.base,
                                             percent_encode(essay)),
                                 member(properties, "essay_title"))) +
             row("Published", text_html(member(properties, "source_url"))) +
             row("Image", text_html(member(properties, "image_url"))) +
             row("Licence", escape_html(member(properties, "licence"))) +
             row("Cite as", escape_html(citation(feature, address, today))) + "</table>\n";
  content += fmt::format("<p>{}</p>\n", anchor(fmt::format("{}/?photo={}", context.base, id), "On the map"));
  return html_page(title, context, content, head_of(feature, context.base, address, title));
}

std::string dots_svg(const Json& features) {
  constexpr double kLeast = 0.5;  // degrees around a single point
  constexpr double kWidth = 480;
  std::vector<std::pair<double, double>> points;
  for (const Json& feature : features) {
    const Json& geometry = feature["geometry"];
    if (!geometry.is_null() && geometry["type"] == "Point")
      points.emplace_back(geometry["coordinates"][0].get<double>(), geometry["coordinates"][1].get<double>());
  }
  if (points.empty()) return {};
  const auto [west, east] = std::minmax_element(points.begin(), points.end());
  const auto by_latitude = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [south, north] = std::minmax_element(points.begin(), points.end(), by_latitude);
  const double left = west->first - kLeast;
  const double top = north->second + kLeast;
  const double shrink = std::max(0.1, std::cos((top + south->second) / 2 * std::numbers::pi / 180));
  const double scale = kWidth / ((east->first + kLeast - left) * shrink);
  const double height = std::clamp((top - south->second + kLeast) * scale, 60.0, 600.0);
  std::string svg = fmt::format(
      "<svg role=\"img\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\">"
      "<title>{2} points from {3:.2f}, {4:.2f} to {5:.2f}, {6:.2f}</title>"
      "<rect width=\"100%\" height=\"100%\" fill=\"#eef3f6\" stroke=\"#c4d0d8\"/>\n",
      kWidth, height, points.size(), west->first, south->second, east->first, north->second);
  for (const auto& [lon, lat] : points)
    svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"#b3392f\" fill-opacity=\".7\"/>\n",
                       (lon - left) * shrink * scale, (top - lat) * scale);
  return svg.append("</svg>\n");
}

}  // namespace photomap
