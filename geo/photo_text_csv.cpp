#include "geo/csv.hpp"
#include "geo/geojson.hpp"
#include "geo/json_text.hpp"
#include "geo/photo_text.hpp"

#include <string>
#include <string_view>

namespace photomap {

namespace {

std::string number_text(double value, int decimals) {
  std::string text;
  JsonText(text).number(value, decimals);
  return text;
}

std::string lon_of(const Photo& photo) {
  return photo.where.location ? number_text(photo.where.location->lon, 7) : "";
}

std::string lat_of(const Photo& photo) {
  return photo.where.location ? number_text(photo.where.location->lat, 7) : "";
}

std::string metres_of(const Photo& photo) {
  const auto radius = told_radius(photo);
  return radius ? number_text(*radius, 3) : "";
}

void begin_csv(const ExportHeader&, std::string& out) {
  append_csv_record({"id",           "essay",        "essay_title",     "position",
                     "caption",      "credit",       "taken_start",     "taken_end",
                     "lon",          "lat",          "uncertainty_m",   "place_id",
                     "place_name",   "country",      "confidence",      "reason",
                     "corrected_by", "corrected_at", "correction_note", "licence",
                     "source_url",   "image_url",    "candidates",      "attribution"},
                    out);
}

bool append_csv(const Photo& photo, const ExportHeader& header, bool, std::string& out) {
  const PhotoRecord& record = photo.record;
  const Georeference& where = photo.where;
  const auto& correction = photo.correction;
  append_csv_record({std::to_string(photo.id),
                     photo.essay_slug,
                     photo.essay_title,
                     std::to_string(photo.position),
                     record.caption,
                     record.credit,
                     record.taken ? format_day(record.taken->first) : "",
                     record.taken ? format_day(record.taken->last) : "",
                     lon_of(photo),
                     lat_of(photo),
                     metres_of(photo),
                     where.place_id,
                     where.place_name,
                     where.country,
                     number_text(where.confidence, 2),
                     where.reason,
                     correction ? correction->who : "",
                     correction ? format_time(correction->at) : "",
                     correction ? correction->note : "",
                     record.licence,
                     record.source_url,
                     record.image_url,
                     where.candidates.empty() ? "" : to_text(candidates_json(where.candidates)),
                     thanks_for(photo, header)},
                    out);
  return true;
}

// Terms of Darwin Core (dwc.tdwg.org/terms) and, small and without a class, of Dublin Core.
void begin_darwin_core(const ExportHeader&, std::string& out) {
  append_csv_record({"occurrenceID",
                     "type",
                     "datasetName",
                     "recordedBy",
                     "eventDate",
                     "decimalLongitude",
                     "decimalLatitude",
                     "geodeticDatum",
                     "coordinateUncertaintyInMeters",
                     "countryCode",
                     "locality",
                     "locationID",
                     "verbatimLocality",
                     "georeferencedBy",
                     "georeferencedDate",
                     "georeferenceProtocol",
                     "georeferenceSources",
                     "georeferenceRemarks",
                     "georeferenceVerificationStatus",
                     "license",
                     "rightsHolder",
                     "associatedMedia",
                     "references"},
                    out);
}

// The vocabulary of dwc:georeferenceVerificationStatus.
std::string_view verification_of(const Photo& photo) {
  if (photo.correction) return "verified by contributor";
  if (!photo.where.location) return "unable to georeference";
  return "requires verification";
}

std::string sources_of(const Photo& photo, const ExportHeader& header) {
  if (photo.correction) return photo.correction->note;
  if (!photo.where.place_id.empty()) return header.thanks;
  return photo.where.location ? photo.record.source_url : "";
}

bool append_darwin_core(const Photo& photo, const ExportHeader& header, bool, std::string& out) {
  const PhotoRecord& record = photo.record;
  const Georeference& where = photo.where;
  const bool is_located = where.location.has_value();
  append_csv_record({std::to_string(photo.id),
                     "StillImage",
                     photo.essay_title,
                     record.credit,
                     taken_text(photo),
                     lon_of(photo),
                     lat_of(photo),
                     is_located ? "EPSG:4326" : "",
                     metres_of(photo),
                     where.country,
                     where.place_name,
                     where.place_id,
                     record.caption,
                     photo.correction ? photo.correction->who
                     : is_located     ? "photomap"
                                      : "",
                     photo.correction ? format_time(photo.correction->at) : "",
                     is_located ? "point-radius (Chapman & Wieczorek 2020)" : "",
                     sources_of(photo, header),
                     where.reason,
                     verification_of(photo),
                     record.licence,
                     record.credit,
                     record.image_url,
                     record.source_url},
                    out);
  return true;
}

void nothing(const ExportHeader&, std::string&) {}

}  // namespace

const PhotoText kCsvText{begin_csv, append_csv, nothing};
const PhotoText kDarwinCoreText{begin_darwin_core, append_darwin_core, nothing};

}  // namespace photomap
