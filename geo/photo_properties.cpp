#include "geo/photo_properties.hpp"

#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

using enum PhotoProperty::Index;

constexpr std::array<std::string_view, property_count> kNames{
    "caption", "essay",    "essay_title",   "intro",   "credit",     "date",      "taken_start", "taken_end",
    "id",      "position", "uncertainty_m", "licence", "source_url", "image_url", "lon",         "lat"};
// Of an export: the geocoder's, which an import finds anew, and whom to thank for that.
constexpr std::array<std::string_view, 10> kLeftToUs{
    "place_id",     "place_name",   "country",         "confidence", "reason",
    "corrected_by", "corrected_at", "correction_note", "candidates", "attribution"};
constexpr std::size_t kMostUnknown = 100;  // names that are noted

// A feature that is being read. The first thing found wrong with it stays as its fault.
class Feature {
 public:
  explicit Feature(const FeatureValues& values) : values_(values) {}

  // Trimmed; empty where it is not there or null.
  std::string_view text(PhotoProperty::Index property) {
    const PropertyValue& value = values_.properties[property];
    if (value.kind == PropertyValue::Kind::none) return {};
    if (value.kind == PropertyValue::Kind::other || value.text.find('\0') != value.text.npos) {
      fail(fmt::format("{} is no text", kNames[property]));
      return {};
    }
    return trim(value.text);
  }

  std::optional<double> number(PhotoProperty::Index property) {
    const PropertyValue& value = values_.properties[property];
    if (value.kind == PropertyValue::Kind::number) return value.number;
    const std::string_view written = text(property);
    if (written.empty()) return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error != std::errc() || end != written.data() + written.size() || !std::isfinite(number))
      fail(fmt::format("{} {} is no number", kNames[property], quote(written)));
    return number;
  }

  bool has(PhotoProperty::Index property) const {
    return values_.properties[property].kind != PropertyValue::Kind::none;
  }
  const FeatureValues& values() const { return values_; }
  void fail(const std::string& fault) {
    if (fault_.empty()) fault_ = fault;
  }
  const std::string& fault() const { return fault_; }

 private:
  const FeatureValues& values_;
  std::string fault_;
};

// By geometry, else by fields, as tables have them.
std::optional<EastNorth> read_coordinates(Feature& feature) {
  const FeatureValues& values = feature.values();
  const auto& numbers = values.coordinates;
  if (values.has_geometry) {
    if (values.geometry_type != "Point") {
      feature.fail(fmt::format("its geometry is a {}; a photo is at a Point", quote(values.geometry_type)));
    } else if (values.is_nested || numbers.size() < 2) {
      feature.fail("its Point has no coordinates [lon, lat]");
    } else {
      return EastNorth{numbers[0], numbers[1]};
    }
    return std::nullopt;
  }
  const auto x = feature.number(lon);
  const auto y = feature.number(lat);
  if (x && y) return EastNorth{*x, *y};
  if (x || y) feature.fail("lon or lat without the other; give both or neither");
  return std::nullopt;
}

void read_location(Feature& feature, const ReadOptions& options, PhotoRecord& photo) {
  photo.location = std::nullopt;
  const auto given = read_coordinates(feature);
  if (given) {
    const bool is_other = options.to_wgs84 && !feature.values().is_told_on_wgs84;
    const auto point = is_other ? options.to_wgs84(*given) : LonLat{given->east, given->north};
    if (!point) {
      feature.fail(
          fmt::format("its point {}, {} is none of the reference system", given->east, given->north));
    } else if (!is_on_earth(*point)) {
      feature.fail(
          fmt::format("its Point {}, {} is outside -180 to 180, -90 to 90; name the reference system "
                      "of other coordinates with --crs",
                      point->lon, point->lat));
    } else {
      photo.location = point;
    }
  }
  const auto uncertainty = feature.number(uncertainty_m);
  photo.uncertainty = std::nullopt;
  if (!uncertainty) return;
  if (!given) feature.fail("uncertainty_m without a geometry; give both or leave it out");
  if (!(*uncertainty > 0) || *uncertainty > kHalfMeridian.value)
    feature.fail(
        fmt::format("uncertainty_m {} is not above 0 and up to {}", *uncertainty, kHalfMeridian.value));
  photo.uncertainty = Meters{*uncertainty};
}

void read_date(Feature& feature, PhotoRecord& photo) {
  photo.taken = std::nullopt;
  const auto first = feature.text(taken_start);
  const auto last = feature.text(taken_end);
  const auto written = feature.text(date);
  if (!first.empty() || !last.empty()) {
    photo.taken = parse_taken(first, last);
    if (!photo.taken) {
      feature.fail(fmt::format("taken_start {} and taken_end {} are no two days, the earlier first",
                               quote(first), quote(last)));
    }
  } else if (!written.empty()) {
    photo.taken = parse_date(written);
    if (!photo.taken)
      feature.fail(
          fmt::format("date {} can't be read as one; write it like 2023-05-12 or May-2023", quote(written)));
  }
}

// Only what a browser may follow: no "javascript:".
std::string_view read_url(Feature& feature, PhotoProperty::Index property) {
  const auto text = feature.text(property);
  if (!text.empty() && !text.starts_with("https://") && !text.starts_with("http://")) {
    feature.fail(
        fmt::format("{} {} is no address; begin it with https:// or http://", kNames[property], quote(text)));
  }
  return text;
}

// Of our own export, where `id` is the number that another database gave.
bool is_exported(const FeatureValues& values) {
  return values.properties[essay_title].kind == PropertyValue::Kind::text &&
         values.properties[position].kind == PropertyValue::Kind::number;
}

void read_photo(Feature& feature, const ReadOptions& options, PhotoRecord& photo) {
  if (!feature.values().is_feature) feature.fail("is no Feature");
  photo.caption = feature.text(caption);
  if (photo.caption.empty()) feature.fail("caption is empty; every photo needs one");
  photo.credit = feature.text(credit);
  read_date(feature, photo);
  read_location(feature, options, photo);
  const bool exported = is_exported(feature.values());
  photo.source_id = exported ? std::string_view() : feature.text(id);
  const double place = exported ? feature.values().properties[position].number : 0;
  photo.position = place >= 1 && place < 1e9 ? static_cast<int>(place) : 0;
  photo.licence = feature.text(licence);
  photo.source_url = read_url(feature, source_url);
  photo.image_url = read_url(feature, image_url);
}

}  // namespace

bool is_left_to_us(std::string_view name) {
  return std::find(kLeftToUs.begin(), kLeftToUs.end(), name) != kLeftToUs.end();
}

std::optional<DateInterval> parse_taken(std::string_view first, std::string_view last) {
  const auto begin = parse_day(first);
  const auto end = parse_day(last);
  if (!begin || !end || *begin > *end) return std::nullopt;
  return DateInterval{*begin, *end};
}

void FeatureValues::clear() {
  is_feature = has_geometry = is_nested = is_told_on_wgs84 = false;
  geometry_type.clear();
  coordinates.clear();
  for (PropertyValue& value : properties) value.kind = PropertyValue::Kind::none;
  unknown.clear();
}

PropertyValue* FeatureValues::find(std::string_view name, const FieldMap& fields) {
  const auto known = std::find(kNames.begin(), kNames.end(), fields.ours(name));
  if (known == kNames.end()) {
    if (!is_left_to_us(name)) unknown.emplace_back(name);
    return nullptr;
  }
  PropertyValue& value = properties[static_cast<std::size_t>(known - kNames.begin())];
  value.kind = PropertyValue::Kind::none;
  return &value;
}

void FeatureReader::read(int line, const FeatureValues& values) {
  Feature feature(values);
  photo_.line = line;
  read_photo(feature, options_, photo_);
  std::string_view title = feature.text(feature.has(essay_title) ? essay_title : essay);
  if (title.empty()) title = untitled_;
  const std::string_view intro_text = feature.text(intro);
  if (!feature.fault().empty()) {
    reject(line, feature.fault());
    return;
  }
  note_unknown(line, values);
  has_photo_ = true;
  visitor_.visit_photo(title, intro_text, photo_);
}

void FeatureReader::reject(int line, const std::string& fault) {
  if (first_fault_.empty()) first_fault_ = fmt::format("line {}: {}", line, fault);
  visitor_.visit_rejected({line, fault});
}

void FeatureReader::finish() {
  if (has_photo_) return;
  throw SourceError(
      name_, 1,
      "no feature that can be read: " + (first_fault_.empty() ? std::string("there is none") : first_fault_));
}

void FeatureReader::note_unknown(int line, const FeatureValues& values) {
  for (const std::string& name : values.unknown) {
    if (noted_.size() == kMostUnknown || !noted_.insert(name).second) continue;
    visitor_.visit_note(
        {line, fmt::format("the property {}, which is none of {}", quote(name), fmt::join(kNames, ", "))});
  }
}

}  // namespace photomap
