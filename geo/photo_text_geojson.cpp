#include "geo/geojson.hpp"
#include "geo/json_text.hpp"
#include "geo/photo_text.hpp"

#include <optional>

namespace photomap {

namespace {

constexpr char kRecordSeparator = 0x1E;

// The members of a JSON object, one by one.
class Members {
 public:
  explicit Members(std::string& out) : json_(out) { json_.raw("{"); }

  JsonText& name(std::string_view name) {
    json_.raw(is_first_ ? "\"" : ",\"").raw(name).raw("\":");
    is_first_ = false;
    return json_;
  }
  void text(std::string_view member, std::string_view text) { name(member).string(text); }
  void text_or_null(std::string_view member, std::string_view text) {
    if (text.empty()) {
      name(member).raw("null");
    } else {
      name(member).string(text);
    }
  }
  void end() { json_.raw("}"); }

 private:
  JsonText json_;
  bool is_first_ = true;
};

void append_point(const std::optional<LonLat>& location, JsonText& json) {
  if (!location) {
    json.raw("null");
    return;
  }
  json.raw(R"({"type":"Point","coordinates":[)").number(location->lon, 7).raw(",").number(location->lat, 7);
  json.raw("]}");
}

void append_days(const std::optional<DateInterval>& taken, Members& members) {
  members.text_or_null("taken_start", taken ? format_day(taken->first) : std::string());
  members.text_or_null("taken_end", taken ? format_day(taken->last) : std::string());
}

void append_place(const Georeference& where, Members& members) {
  members.text_or_null("place_id", where.place_id);
  members.text_or_null("place_name", where.place_name);
  members.text_or_null("country", where.country);
  if (where.location) {
    members.name("uncertainty_m").number(told_metres(where.uncertainty), 3);
  } else {
    members.name("uncertainty_m").raw("null");
  }
  members.name("confidence").number(where.confidence, 2);
  members.text("reason", where.reason);
}

void append_correction(const std::optional<Correction>& correction, Members& members) {
  if (correction) {
    members.text("corrected_by", correction->who);
    members.text("corrected_at", format_time(correction->at));
    members.text("correction_note", correction->note);
  } else {
    for (const char* name : {"corrected_by", "corrected_at", "correction_note"})
      members.name(name).raw("null");
  }
}

// As photo_feature of geo/geojson.hpp, but nothing is built first.
void append_feature(const Photo& photo, std::string_view thanks, std::string& out) {
  JsonText json(out);
  json.raw(R"({"type":"Feature","id":)").integer(photo.id).raw(R"(,"geometry":)");
  append_point(photo.where.location, json);
  json.raw(R"(,"properties":)");
  const PhotoRecord& record = photo.record;
  Members members(out);
  members.name("id").integer(photo.id);
  members.text("essay", photo.essay_slug);
  members.text("essay_title", photo.essay_title);
  members.name("position").integer(photo.position);
  members.text("caption", record.caption);
  members.text_or_null("credit", record.credit);
  append_days(record.taken, members);
  append_place(photo.where, members);
  append_correction(photo.correction, members);
  members.text_or_null("licence", record.licence);
  members.text_or_null("source_url", record.source_url);
  members.text_or_null("image_url", record.image_url);
  if (!photo.where.candidates.empty())
    members.name("candidates").raw(to_text(candidates_json(photo.where.candidates)));
  if (!thanks.empty()) members.text("attribution", thanks);
  members.end();
  json.raw("}");
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

const PhotoText kGeojsonText{begin_collection, append_to_collection, end_collection};
const PhotoText kGeojsonSequenceText{nothing, append_to_sequence, nothing};
const PhotoText kGeojsonLinesText{nothing, append_line, nothing};

std::string taken_text(const Photo& photo) {
  const auto& taken = photo.record.taken;
  if (!taken) return {};
  if (taken->first == taken->last) return format_day(taken->first);
  return format_day(taken->first) + "/" + format_day(taken->last);
}

std::string_view thanks_for(const Photo& photo, const ExportHeader& header) {
  return photo.where.place_id.empty() ? std::string_view() : std::string_view(header.thanks);
}

}  // namespace photomap
