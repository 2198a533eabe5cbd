#include "geo/geojson.hpp"
#include "geo/photo_text.hpp"

#include <cmath>
#include <optional>

namespace photomap {

namespace {

constexpr char kRecordSeparator = 0x1E;

// `name` is written as it stands: with its quotes and colon, and a comma before it unless it is the first.
void append_text_or_null(std::string_view name, std::string_view text, JsonText& json) {
  json.raw(name);
  if (text.empty()) {
    json.raw("null");
  } else {
    json.string(text);
  }
}

void append_days(const std::optional<DateInterval>& taken, JsonText& json) {
  if (!taken) {
    json.raw(R"(,"taken_start":null,"taken_end":null)");
    return;
  }
  json.raw(R"(,"taken_start":")").raw(format_day(taken->first));
  json.raw(R"(","taken_end":")").raw(format_day(taken->last)).raw("\"");
}

void append_place(const Photo& photo, JsonText& json) {
  const Georeference& where = photo.where;
  append_text_or_null(R"(,"place_id":)", where.place_id, json);
  append_text_or_null(R"(,"place_name":)", where.place_name, json);
  append_text_or_null(R"(,"country":)", where.country, json);
  json.raw(R"(,"uncertainty_m":)");
  if (const auto radius = told_radius(photo)) {
    json.number(*radius, 3);
  } else {
    json.raw("null");
  }
  json.raw(R"(,"confidence":)").number(where.confidence, 2);
  json.raw(R"(,"reason":)").string(where.reason);
}

void append_correction(const std::optional<Correction>& correction, JsonText& json) {
  if (!correction) {
    json.raw(R"(,"corrected_by":null,"corrected_at":null,"correction_note":null)");
    return;
  }
  json.raw(R"(,"corrected_by":)").string(correction->who);
  json.raw(R"(,"corrected_at":)").string(format_time(correction->at));
  json.raw(R"(,"correction_note":)").string(correction->note);
}

void append_feature(const Photo& photo, std::string_view thanks, std::string& out) {
  std::string geometry;
  if (photo.where.location) {
    JsonText json(geometry);
    append_point(photo.where.location->lon, photo.where.location->lat, 7, json);
  }
  append_photo_feature(photo, geometry, thanks, out);
}

void begin_collection(const ExportHeader& header, std::string& out) {
  JsonText(out)
      .raw(R"({"type":"FeatureCollection","name":"photos","datasetVersion":)")
      .integer(header.dataset_version)
      .raw(R"(,"attribution":)")
      .raw(to_text(Json(header.attributions)))
      .raw(R"(,"features":[)");
}

bool append_to_collection(const Photo& photo, const ExportHeader&, bool is_first, std::string& out) {
  out += is_first ? "\n" : ",\n";
  append_feature(photo, {}, out);
  return true;
}

void end_collection(const ExportHeader&, std::string& out) {
  out += "\n]}\n";
}

void nothing(const ExportHeader&, std::string&) {}

bool append_line(const Photo& photo, const ExportHeader& header, bool, std::string& out) {
  append_feature(photo, thanks_for(photo, header), out);
  out += '\n';
  return true;
}

bool append_to_sequence(const Photo& photo, const ExportHeader& header, bool is_first, std::string& out) {
  out += kRecordSeparator;
  return append_line(photo, header, is_first, out);
}

}  // namespace

void append_point(double x, double y, int decimals, JsonText& json) {
  json.raw(R"({"type":"Point","coordinates":[)").number(x, decimals).raw(",").number(y, decimals).raw("]}");
}

void append_photo_feature(const Photo& photo, std::string_view geometry, std::string_view thanks,
                          std::string& out) {
  JsonText json(out);
  json.raw(R"({"type":"Feature","id":)").integer(photo.id);
  json.raw(R"(,"geometry":)").raw(geometry.empty() ? "null" : geometry);
  const PhotoRecord& record = photo.record;
  json.raw(R"(,"properties":{"id":)").integer(photo.id);
  json.raw(R"(,"essay":)").string(photo.essay_slug);
  json.raw(R"(,"essay_title":)").string(photo.essay_title);
  json.raw(R"(,"position":)").integer(photo.position);
  json.raw(R"(,"caption":)").string(record.caption);
  append_text_or_null(R"(,"credit":)", record.credit, json);
  append_days(record.taken, json);
  append_place(photo, json);
  append_correction(photo.correction, json);
  append_text_or_null(R"(,"licence":)", record.licence, json);
  append_text_or_null(R"(,"source_url":)", record.source_url, json);
  append_text_or_null(R"(,"image_url":)", record.image_url, json);
  if (!photo.where.candidates.empty())
    json.raw(R"(,"candidates":)").raw(to_text(candidates_json(photo.where.candidates)));
  if (!thanks.empty()) json.raw(R"(,"attribution":)").string(thanks);
  json.raw("}}");
}

const PhotoText kGeojsonText{begin_collection, append_to_collection, end_collection};
const PhotoText kGeojsonSequenceText{nothing, append_to_sequence, nothing};
const PhotoText kGeojsonLinesText{nothing, append_line, nothing};

std::string taken_text(const Photo& photo) {
  const auto& taken = photo.record.taken;
  if (!taken) return {};
  if (taken->first == taken->last) return format_day(taken->first);
  return format_day(taken->first) + "/" + format_day(taken->last);
}

std::optional<double> told_radius(const Photo& photo) {
  if (!photo.where.location || !std::isfinite(photo.where.uncertainty.value)) return std::nullopt;
  return told_metres(photo.where.uncertainty);
}

std::string_view thanks_for(const Photo& photo, const ExportHeader& header) {
  return photo.where.place_id.empty() ? std::string_view() : std::string_view(header.thanks);
}

}  // namespace photomap
