#include "server/format_html.hpp"

#include "geo/dates.hpp"
#include "geo/geojson.hpp"
#include "server/html.hpp"
#include "server/http/target.hpp"
#include "server/photo_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace photomap {

namespace {

/// What a person reads.
std::string value_html(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? text_html(value.get_ref<const std::string&>()) : escape_html(to_text(value));
}

std::string link_of(const Json& document, std::string_view rel) {
  for (const Json& link : document.value("links", Json::array())) {
    if (member(link, "rel") == rel) return member(link, "href");
  }
  return "";
}

std::string id_text(const Json& feature) {
  const Json& id = feature["id"];
  return id.is_string() ? id.get<std::string>() : to_text(id);
}

std::string collection_address(const HtmlContext& context, std::string_view id) {
  return fmt::format("{}/collections/{}", context.base, percent_encode(id));
}

/// Which properties a list shows, and what they are called there; the first is the link.
using Columns = std::vector<std::pair<std::string, std::string>>;

Columns columns_of(std::string_view collection, const std::vector<std::string>& wanted = {}) {
  static const Columns kPhotos{{"caption", "Caption"}, {"essay_title", "Essay"}, {"place_name", "Place"},
                               {"country", "Country"}, {"credit", "Photo"},      {"taken_start", "From"},
                               {"taken_end", "To"}};
  static const Columns kEssays{{"title", "Title"}, {"intro", "Intro"}, {"photo_count", "Photos"}};
  static const Columns kPlaces{{"name", "Name"}, {"feature_type", "Kind"}, {"country", "Country"}};
  const Columns& usual = collection == "photos" ? kPhotos : collection == "essays" ? kEssays : kPlaces;
  if (wanted.empty()) return usual;
  Columns columns;
  for (const std::string& name : wanted) {
    const auto is_it = [&](const auto& column) { return column.first == name; };
    const auto known = std::find_if(usual.begin(), usual.end(), is_it);
    columns.emplace_back(name, known == usual.end() ? name : known->second);
  }
  return columns;
}

/// "Point 66.97, 39.65"; a line by the number of its points.
std::string geometry_text(const Json& geometry) {
  if (geometry.is_null()) return "not known";
  const Json& coordinates = geometry["coordinates"];
  std::size_t points = 0;
  if (geometry["type"] == "LineString") points = coordinates.size();
  if (geometry["type"] == "MultiLineString") {
    for (const Json& part : coordinates) points += part.size();
  }
  if (points > 0) return fmt::format("a line through {} points", points);
  return fmt::format("{}, {}", to_text(coordinates[0]), to_text(coordinates[1]));
}

std::string row_html(const Json& feature, const Columns& columns, const HtmlContext& context) {
  std::string row = "<tr>";
  const std::string id = id_text(feature);
  const std::string address =
      fmt::format("{}/items/{}", collection_address(context, context.collection), percent_encode(id));
  bool is_first = true;
  for (const auto& [name, title] : columns) {
    const Json& properties = feature["properties"];
    const Json value = properties.value(name, Json());
    const std::string text = member(properties, name);
    row +=
        fmt::format("<td>{}</td>", is_first ? anchor(address, text.empty() ? id : text) : value_html(value));
    is_first = false;
  }
  return row.append("<td>").append(escape_html(geometry_text(feature["geometry"]))).append("</td></tr>\n");
}

std::string properties_html(const Json& properties) {
  std::string text = "<table>\n";
  for (const auto& [name, value] : properties.items())
    text += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", escape_html(name), value_html(value));
  return text.append("</table>\n");
}

// Of a relation: "CSV, GeoPackage, ..."
std::string downloads_html(const Json& document, std::string_view rel) {
  std::string list;
  for (const Json& link : document.value("links", Json::array())) {
    if (member(link, "rel") != rel || !link.contains("title")) continue;
    list.append(list.empty() ? "" : ", ").append(anchor(member(link, "href"), member(link, "title")));
  }
  return list.empty() ? "" : fmt::format("<p>Download: {}</p>\n", list);
}

std::string page_links_html(const Json& document) {
  std::string links;
  for (const auto& [rel, text] : {std::pair("prev", "Previous page"), std::pair("next", "Next page")}) {
    const std::string href = link_of(document, rel);
    if (href.empty()) continue;
    links += fmt::format("{}<a href=\"{}\" rel=\"{}\">{}</a>", links.empty() ? "" : " ", escape_html(href),
                         rel, text);
  }
  return links.empty() ? "" : fmt::format("<p>{}</p>\n", links);
}

std::string collection_section(const Json& collection, const HtmlContext& context) {
  const std::string address = collection_address(context, member(collection, "id"));
  return fmt::format("<p>{}</p>\n<ul><li>{}</li></ul>\n", escape_html(member(collection, "description")),
                     anchor(address + "/items", "All of it, page by page"));
}

}  // namespace

std::string conformance_html(const Json& document, const HtmlContext& context) {
  std::string content = "<p>What this server does, by the classes of OGC's standards:</p>\n<ul>\n";
  for (const Json& uri : document["conformsTo"]) content += fmt::format("<li>{}</li>\n", value_html(uri));
  return html_page("Conformance", context, content.append("</ul>\n"));
}

std::string collections_html(const Json& document, const HtmlContext& context) {
  std::string content;
  for (const Json& collection : document["collections"]) {
    content += fmt::format(
        "<h2>{}</h2>\n{}",
        anchor(collection_address(context, member(collection, "id")), member(collection, "title")),
        collection_section(collection, context));
  }
  return html_page("Collections", context, content);
}

std::string collection_html(const Json& document, const HtmlContext& context) {
  Json properties;
  for (const char* name : {"extent", "storageCrs", "attribution"}) {
    if (document.contains(name)) properties[name] = document[name];
  }
  std::string content = collection_section(document, context) + downloads_html(document, "enclosure") +
                        properties_html(properties);
  content += "<h2>Reference systems</h2>\n<ul>\n";
  for (const Json& uri : document["crs"]) content += fmt::format("<li>{}</li>\n", value_html(uri));
  return html_page(member(document, "title"), context, content.append("</ul>\n"));
}

std::string queryables_html(const Json& document, const HtmlContext& context) {
  std::string content = "<table>\n<tr><th>Name</th><th>Type</th><th>What it is</th></tr>\n";
  for (const auto& [name, schema] : document["properties"].items()) {
    const std::string format = member(schema, "format");
    content += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>\n", escape_html(name),
                           escape_html(format.empty() ? member(schema, "type") : format),
                           escape_html(member(schema, "title")));
  }
  return html_page(member(document, "title"), context, content.append("</table>\n"));
}

std::string functions_html(const Json& document, const HtmlContext& context) {
  std::string content = "<table>\n<tr><th>Function</th><th>Gives</th><th>What it is</th></tr>\n";
  for (const Json& function : document["functions"]) {
    std::string types;
    for (const Json& argument : function["arguments"])
      types.append(types.empty() ? "" : ", ").append(argument["type"][0].get<std::string>());
    content += fmt::format("<tr><td><code>{}({})</code></td><td>{}</td><td>{}</td></tr>\n",
                           escape_html(member(function, "name")), escape_html(types),
                           escape_html(function["returns"][0].get<std::string>()),
                           escape_html(member(function, "description")));
  }
  return html_page("Functions of filters", context, content.append("</table>\n"));
}

std::string items_html(const Json& document, const HtmlContext& context) {
  std::string content = fmt::format("<p>{} of {}</p>\n", to_text(document["numberReturned"]),
                                    to_text(document["numberMatched"]));
  content += dots_svg(document["features"]) + "<table>\n<tr>";
  const Columns columns = columns_of(context.collection, context.properties);
  for (const auto& [name, title] : columns) content += fmt::format("<th>{}</th>", title);
  content += "<th>Where</th></tr>\n";
  for (const Json& feature : document["features"]) content += row_html(feature, columns, context);
  content += "</table>\n";
  content += page_links_html(document);
  content += downloads_html(document, "alternate");
  return html_page(fmt::format("Items of {}", context.collection), context, content);
}

std::string feature_html(const Json& feature, const HtmlContext& context) {
  if (context.collection == "photos" && context.properties.empty())
    return photo_html(feature, context, format_day(today()));
  const Json& properties = feature["properties"];
  const std::string title = member(properties, columns_of(context.collection).front().first);
  const std::string content =
      fmt::format("<p>Where: {}</p>\n{}<p>{}</p>\n", escape_html(geometry_text(feature["geometry"])),
                  properties_html(properties),
                  anchor(collection_address(context, context.collection) + "/items",
                         fmt::format("All {}", context.collection)));
  return html_page(title.empty() ? id_text(feature) : title, context, content);
}

std::string api_html(const Json& document, const HtmlContext& context) {
  std::string content =
      fmt::format("<p>{}</p>\n<table>\n<tr><th>Path</th><th>Answers</th><th>Parameters</th></tr>\n",
                  escape_html(member(document["info"], "description")));
  for (const auto& [path, item] : document["paths"].items()) {
    std::string names;
    for (const Json& parameter : item["get"].value("parameters", Json::array())) {
      const std::string reference = member(parameter, "$ref");
      const std::string name =
          reference.empty() ? member(parameter, "name") : reference.substr(reference.rfind('/') + 1);
      names.append(names.empty() ? "" : ", ").append(name);
    }
    content += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>\n", escape_html(path),
                           escape_html(member(item["get"], "summary")), escape_html(names));
  }
  content += "</table>\n<h2>Parameters</h2>\n<table>\n";
  for (const auto& [name, parameter] : document["components"]["parameters"].items()) {
    content += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", escape_html(name),
                           escape_html(member(parameter, "description")));
  }
  return html_page("API", context, content.append("</table>\n"));
}

}  // namespace photomap
