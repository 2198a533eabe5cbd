#include "geo/photo_geojson.hpp"

#include "geo/feature_scanner.hpp"
#include "geo/json.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace photomap {

namespace {

enum Property : std::size_t {
  caption,
  essay,
  essay_title,
  intro,
  credit,
  date,
  taken_start,
  taken_end,
  id,
  position,
  uncertainty_m,
  licence,
  source_url,
  image_url,
  property_count
};
constexpr std::array<std::string_view, property_count> kProperties{
    "caption",   "essay", "essay_title", "intro",         "credit",  "date",       "taken_start",
    "taken_end", "id",    "position",    "uncertainty_m", "licence", "source_url", "image_url"};
// Of an export: the geocoder's, which an import finds anew.
constexpr std::array<std::string_view, 8> kLeftToUs{"place_id",     "place_name",     "country",
                                                    "confidence",   "reason",         "corrected_by",
                                                    "corrected_at", "correction_note"};
constexpr std::string_view kCandidates = "candidates";
constexpr std::size_t kMostUnknown = 100;  // names that are noted

struct Value {
  enum class Kind { none, text, number, other } kind = Kind::none;
  std::string text;
  double number = 0;
};

// What a feature holds, as far as we look at it. Its memory is used again for the next.
struct FeatureValues {
  bool is_feature = false;  // type
  bool has_geometry = false;
  std::string geometry_type;
  std::vector<double> coordinates;
  bool is_nested = false;  // coordinates of more than a point
  std::array<Value, property_count> properties;
  std::vector<std::string> unknown;

  void clear() {
    is_feature = has_geometry = is_nested = false;
    geometry_type.clear();
    coordinates.clear();
    for (Value& value : properties) value.kind = Value::Kind::none;
    unknown.clear();
  }
};

// Takes the values it knows as they are parsed; what they lie in is told by depth and by the last names.
class FeatureHandler final : public nlohmann::json_sax<Json> {
 public:
  explicit FeatureHandler(FeatureValues& values) : values_(values) { values.clear(); }

  bool null() override { return true; }
  bool boolean(bool) override { return other(); }
  bool number_integer(number_integer_t number) override { return add_integer(number); }
  bool number_unsigned(number_unsigned_t number) override { return add_integer(number); }
  bool number_float(number_float_t number, const string_t& text) override { return add_number(number, text); }
  bool binary(binary_t&) override { return true; }

  bool string(string_t& text) override {
    if (depth_ == 1 && member_ == Member::type) values_.is_feature = text == "Feature";
    if (depth_ == 2 && member_ == Member::geometry && is_type_) values_.geometry_type = text;
    if (Value* value = property()) {
      value->kind = Value::Kind::text;
      value->text.swap(text);
    }
    return true;
  }

  bool start_object(std::size_t) override {
    if (depth_ == 1 && member_ == Member::geometry) values_.has_geometry = true;
    return enter();
  }
  bool start_array(std::size_t) override {
    if (depth_ > 2 && is_in_coordinates()) values_.is_nested = true;
    return enter();
  }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }

  bool key(string_t& name) override {
    if (depth_ == 1) {
      member_ = name == "type"         ? Member::type
                : name == "geometry"   ? Member::geometry
                : name == "properties" ? Member::properties
                                       : Member::other;
    } else if (depth_ == 2 && member_ == Member::geometry) {
      is_type_ = name == "type";
      is_coordinates_ = name == "coordinates";
    } else if (depth_ == 2 && member_ == Member::properties) {
      set_property(name);
    }
    return true;
  }

  bool parse_error(std::size_t at, const std::string&, const Json::exception&) override {
    error_at_ = at;
    return false;
  }
  std::size_t error_at() const { return error_at_; }

 private:
  enum class Member { other, type, geometry, properties };

  bool enter() {
    other();
    ++depth_;
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }
  bool is_in_coordinates() const { return member_ == Member::geometry && is_coordinates_; }

  Value* property() {
    return depth_ == 2 && member_ == Member::properties && property_ < property_count
               ? &values_.properties[property_]
               : nullptr;
  }

  void set_property(const std::string& name) {
    const auto known = std::find(kProperties.begin(), kProperties.end(), name);
    property_ = static_cast<std::size_t>(known - kProperties.begin());
    if (known != kProperties.end()) {
      values_.properties[property_].kind = Value::Kind::none;
    } else if (std::find(kLeftToUs.begin(), kLeftToUs.end(), name) == kLeftToUs.end() &&
               name != kCandidates) {
      values_.unknown.push_back(name);
    }
  }

  template <typename Integer>
  bool add_integer(Integer number) {
    return add_number(static_cast<double>(number),
                      property() != nullptr ? std::to_string(number) : std::string());
  }

  bool add_number(double number, const std::string& text) {
    if (depth_ == 3 && is_in_coordinates()) values_.coordinates.push_back(number);
    if (Value* value = property()) {
      value->kind = Value::Kind::number;
      value->number = number;
      value->text = text;
    }
    return true;
  }

  bool other() {
    if (Value* value = property()) value->kind = Value::Kind::other;
    return true;
  }

  FeatureValues& values_;
  int depth_ = 0;
  Member member_ = Member::other;
  bool is_type_ = false;
  bool is_coordinates_ = false;
  std::size_t property_ = property_count;
  std::size_t error_at_ = 0;
};

// A feature that is being read. The first thing found wrong with it stays as its fault.
class Feature {
 public:
  explicit Feature(const FeatureValues& values) : values_(values) {}

  // Trimmed; empty where it is not there or null.
  std::string_view text(Property property) {
    const Value& value = values_.properties[property];
    if (value.kind == Value::Kind::none) return {};
    if (value.kind == Value::Kind::other || value.text.find('\0') != value.text.npos) {
      fail(fmt::format("{} is no text", kProperties[property]));
      return {};
    }
    return trim(value.text);
  }

  std::optional<double> number(Property property) {
    const Value& value = values_.properties[property];
    if (value.kind == Value::Kind::number) return value.number;
    const std::string_view written = text(property);
    if (written.empty()) return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error != std::errc() || end != written.data() + written.size() || !std::isfinite(number))
      fail(fmt::format("{} {} is no number", kProperties[property], quote(written)));
    return number;
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

void read_location(Feature& feature, PhotoRecord& photo) {
  photo.location = std::nullopt;
  const FeatureValues& values = feature.values();
  if (values.has_geometry) {
    const auto& numbers = values.coordinates;
    if (values.geometry_type != "Point") {
      feature.fail(fmt::format("its geometry is a {}; a photo is at a Point", quote(values.geometry_type)));
    } else if (values.is_nested || numbers.size() < 2) {
      feature.fail("its Point has no coordinates [lon, lat]");
    } else if (const LonLat point{numbers[0], numbers[1]}; !is_on_earth(point)) {
      feature.fail(fmt::format("its Point {}, {} is outside -180 to 180, -90 to 90", point.lon, point.lat));
    } else {
      photo.location = point;
    }
  }
  const auto uncertainty = feature.number(uncertainty_m);
  photo.uncertainty = std::nullopt;
  if (!uncertainty) return;
  if (!values.has_geometry) feature.fail("uncertainty_m without a geometry; give both or leave it out");
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
    const auto begin = parse_day(first);
    const auto end = parse_day(last);
    if (begin && end && *begin <= *end) {
      photo.taken = DateInterval{*begin, *end};
    } else {
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
std::string_view read_url(Feature& feature, Property property) {
  const auto text = feature.text(property);
  if (!text.empty() && !text.starts_with("https://") && !text.starts_with("http://")) {
    feature.fail(fmt::format("{} {} is no address; begin it with https:// or http://", kProperties[property],
                             quote(text)));
  }
  return text;
}

// Of our own export, where `id` is the number that another database gave.
bool is_exported(const FeatureValues& values) {
  return values.properties[essay_title].kind == Value::Kind::text &&
         values.properties[position].kind == Value::Kind::number;
}

void read_photo(Feature& feature, PhotoRecord& photo) {
  if (!feature.values().is_feature) feature.fail("is no Feature");
  photo.caption = feature.text(caption);
  if (photo.caption.empty()) feature.fail("caption is empty; every photo needs one");
  photo.credit = feature.text(credit);
  read_date(feature, photo);
  read_location(feature, photo);
  const bool exported = is_exported(feature.values());
  photo.source_id = exported ? std::string_view() : feature.text(id);
  const double place = exported ? feature.values().properties[position].number : 0;
  photo.position = place >= 1 && place < 1e9 ? static_cast<int>(place) : 0;
  photo.licence = feature.text(licence);
  photo.source_url = read_url(feature, source_url);
  photo.image_url = read_url(feature, image_url);
}

// Features in, records out.
class Reader {
 public:
  Reader(std::string name, RecordVisitor& visitor) : name_(std::move(name)), visitor_(visitor) {}

  void read(const FeatureText& text) {
    FeatureHandler handler(values_);
    if (!Json::sax_parse(text.json.begin(), text.json.end(), &handler)) {
      reject(text.line,
             fmt::format("is no JSON in UTF-8 that can be read, from its byte {} on", handler.error_at()));
      return;
    }
    Feature feature(values_);
    photo_.line = text.line;
    read_photo(feature, photo_);
    const std::string_view title =
        feature.text(values_.properties[essay_title].kind == Value::Kind::none ? essay : essay_title);
    const std::string_view intro_text = feature.text(intro);
    if (!feature.fault().empty()) {
      reject(text.line, feature.fault());
      return;
    }
    note_unknown(text.line);
    has_photo_ = true;
    visitor_.visit_photo(title, intro_text, photo_);
  }

  void finish() {
    if (has_photo_) return;
    throw SourceError(name_, 1,
                      "no feature that can be read: " +
                          (first_fault_.empty() ? std::string("there is none") : first_fault_));
  }

 private:
  void reject(int line, const std::string& fault) {
    if (first_fault_.empty()) first_fault_ = fmt::format("line {}: {}", line, fault);
    visitor_.visit_rejected({line, fault});
  }

  void note_unknown(int line) {
    for (const std::string& name : values_.unknown) {
      if (noted_.size() == kMostUnknown || !noted_.insert(name).second) continue;
      visitor_.visit_note({line, fmt::format("the property {}, which is none of {}", quote(name),
                                             fmt::join(kProperties, ", "))});
    }
  }

  std::string name_;
  RecordVisitor& visitor_;
  FeatureValues values_;
  PhotoRecord photo_;
  std::set<std::string> noted_;
  std::string first_fault_;
  bool has_photo_ = false;
};

}  // namespace

void read_photo_geojson(TextPieces pieces, const std::string& name, RecordVisitor& visitor) {
  FeatureScanner features(std::move(pieces), name);
  Reader reader(name, visitor);
  for (FeatureText feature; features.next(feature);) reader.read(feature);
  reader.finish();
}

void read_photo_geojson_lines(LineReader lines, RecordVisitor& visitor) {
  constexpr char kRecordSeparator = 0x1E;
  Reader reader(lines.name(), visitor);
  for (TextLine line; lines.next_unchecked(line);) {  // the parser looks at each line's UTF-8
    std::string_view json = trim(line.text);
    if (json.starts_with(kRecordSeparator)) json = trim(json.substr(1));
    if (!json.empty()) reader.read({line.number, json});
  }
  reader.finish();
}

}  // namespace photomap
