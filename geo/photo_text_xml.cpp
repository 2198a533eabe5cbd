#include "geo/geojson.hpp"
#include "geo/photo_text.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <cmath>

namespace photomap {

namespace {

constexpr std::size_t kLongestName = 60;  // code points

// Character data of XML 1.0, 2.4; control characters that it does not allow (2.2) are left out.
std::string escaped(std::string_view text) {
  std::string xml;
  for (const char c : text) {
    switch (c) {
      case '&': xml += "&amp;"; break;
      case '<': xml += "&lt;"; break;
      case '>': xml += "&gt;"; break;
      case '"': xml += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') xml += c;
    }
  }
  return xml;
}

void append_element(std::string_view name, std::string_view text, std::string& out) {
  if (!text.empty()) out += fmt::format("<{0}>{1}</{0}>", name, escaped(text));
}

std::string name_of(const Photo& photo) {
  const std::string line = single_line(photo.record.caption);
  if (count_code_points(line) <= kLongestName) return line;
  return line.substr(0, byte_offset(line, kLongestName - 1)) + "…";
}

// All that is known, by the names of the properties in GeoJSON; empty where it is not.
template <typename Visit>
void for_each_property(const Photo& photo, Visit visit) {
  const PhotoRecord& record = photo.record;
  const Georeference& where = photo.where;
  const auto radius = told_radius(photo);
  visit("id", std::to_string(photo.id));
  visit("essay", photo.essay_slug);
  visit("essay_title", photo.essay_title);
  visit("position", std::to_string(photo.position));
  visit("caption", record.caption);
  visit("credit", record.credit);
  visit("taken_start", record.taken ? format_day(record.taken->first) : "");
  visit("taken_end", record.taken ? format_day(record.taken->last) : "");
  visit("place_id", where.place_id);
  visit("place_name", where.place_name);
  visit("country", where.country);
  visit("uncertainty_m", radius ? fmt::format("{}", *radius) : "");
  visit("confidence", fmt::format("{:.2f}", std::round(100 * where.confidence) / 100));  // ties away from 0
  visit("reason", where.reason);
  visit("corrected_by", photo.correction ? photo.correction->who : "");
  visit("corrected_at", photo.correction ? format_time(photo.correction->at) : "");
  visit("correction_note", photo.correction ? photo.correction->note : "");
  visit("licence", record.licence);
  visit("source_url", record.source_url);
  visit("image_url", record.image_url);
}

constexpr bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::string where_sentence(const Photo& photo) {
  const Georeference& where = photo.where;
  if (!where.location) return where.reason;
  const auto radius = told_radius(photo);
  return fmt::format("{}{}: {}", where.place_name.empty() ? "" : where.place_name + ", ",
                     radius ? fmt::format("within {} m", *radius) : "nobody knows how near", where.reason);
}

// HTML; what users wrote is text in it.
std::string balloon_of(const Photo& photo, const ExportHeader& header) {
  const PhotoRecord& record = photo.record;
  std::string html;
  if (is_web_address(record.image_url))
    html += fmt::format(R"(<p><img src="{}" width="400" alt=""></p>)", escaped(record.image_url));
  html += fmt::format("<p>{}</p>", escaped(record.caption));
  if (!record.credit.empty()) html += fmt::format("<p>Photo: {}</p>", escaped(record.credit));
  if (record.taken) html += fmt::format("<p>Taken: {}</p>", taken_text(photo));
  html += fmt::format("<p>{}</p>", escaped(where_sentence(photo)));
  if (is_web_address(record.source_url)) {
    html +=
        fmt::format(R"(<p><a href="{}">{}</a></p>)", escaped(record.source_url), escaped(photo.essay_title));
  } else {
    html += fmt::format("<p>{}</p>", escaped(photo.essay_title));
  }
  if (!record.licence.empty()) html += fmt::format("<p>Licence: {}</p>", escaped(record.licence));
  if (const auto thanks = thanks_for(photo, header); !thanks.empty())
    html += fmt::format("<p><small>Places: {}</small></p>", escaped(thanks));
  return html;
}

void begin_kml(const ExportHeader& header, std::string& out) {
  out += R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document id="photos"><name>photos</name>)";
  append_element("description", header.thanks.empty() ? "" : "Places: " + header.thanks, out);
  out += R"(
<Style id="photo"><IconStyle><scale>0.9</scale></IconStyle><LabelStyle><scale>0</scale></LabelStyle>)"
         R"(<BalloonStyle><text>&lt;h3&gt;$[name]&lt;/h3&gt;$[description]</text></BalloonStyle></Style>
<Schema name="photo" id="properties">)";
  for_each_property({}, [&](std::string_view name, const std::string&) {
    const bool is_integer = name == "id" || name == "position";
    const bool is_real = name == "uncertainty_m" || name == "confidence";
    out += fmt::format(R"(<SimpleField type="{}" name="{}"/>)",
                       is_integer ? "int"
                       : is_real  ? "double"
                                  : "string",
                       name);
  });
  out += "</Schema>";
}

// The elements of a Placemark in the order of the schema of KML 2.2 (OGC 07-147r2, 9.1 and 9.14).
bool append_kml(const Photo& photo, const ExportHeader& header, bool, std::string& out) {
  out += fmt::format("\n<Placemark id=\"photo.{}\">", photo.id);
  append_element("name", name_of(photo), out);
  append_element("description", balloon_of(photo, header), out);
  if (photo.record.taken) {
    out += fmt::format("<TimeSpan><begin>{}</begin><end>{}</end></TimeSpan>",
                       format_day(photo.record.taken->first), format_day(photo.record.taken->last));
  }
  out += R"(<styleUrl>#photo</styleUrl><ExtendedData><SchemaData schemaUrl="#properties">)";
  for_each_property(photo, [&](std::string_view name, const std::string& text) {
    if (!text.empty()) out += fmt::format(R"(<SimpleData name="{}">{}</SimpleData>)", name, escaped(text));
  });
  out += "</SchemaData></ExtendedData>";
  if (const auto& at = photo.where.location)
    out += fmt::format("<Point><coordinates>{:.7f},{:.7f}</coordinates></Point>", at->lon, at->lat);
  out += "</Placemark>";
  return true;
}

void end_kml(const ExportHeader&, std::string& out) {
  out += "\n</Document></kml>\n";
}

void begin_gpx(const ExportHeader& header, std::string& out) {
  out += R"(<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="photomap" xmlns="http://www.topografix.com/GPX/1/1" xmlns:photo="urn:photomap:photo">)"
         "<metadata><name>photos</name>";
  append_element("desc", header.thanks.empty() ? "" : "Places: " + header.thanks, out);
  out += "</metadata>";
}

void append_link(std::string_view url, std::string_view text, std::string& out) {
  if (is_web_address(url))
    out += fmt::format(R"(<link href="{}"><text>{}</text></link>)", escaped(url), escaped(text));
}

// The elements of a wpt in the order of the schema (wptType of GPX 1.1). <time> is one instant, so only a
// photo of one day has one.
bool append_gpx(const Photo& photo, const ExportHeader&, bool, std::string& out) {
  const auto& at = photo.where.location;
  if (!at) return false;
  const PhotoRecord& record = photo.record;
  out += fmt::format("\n<wpt lat=\"{:.7f}\" lon=\"{:.7f}\">", at->lat, at->lon);
  if (record.taken && record.taken->first == record.taken->last)
    append_element("time", format_day(record.taken->first) + "T00:00:00Z", out);
  append_element("name", name_of(photo), out);
  append_element("cmt", where_sentence(photo), out);
  append_element("desc", record.caption, out);
  append_element("src", record.credit, out);
  append_link(record.image_url, "picture", out);
  append_link(record.source_url, photo.essay_title, out);
  append_element("type", "photo", out);
  out += "<extensions>";
  for_each_property(photo, [&](std::string_view name, const std::string& text) {
    append_element(fmt::format("photo:{}", name), text, out);
  });
  out += "</extensions></wpt>";
  return true;
}

void end_gpx(const ExportHeader&, std::string& out) {
  out += "\n</gpx>\n";
}

}  // namespace

const PhotoText kKmlText{begin_kml, append_kml, end_kml};
const PhotoText kGpxText{begin_gpx, append_gpx, end_gpx};

}  // namespace photomap
