#include "geo/photo_geojson.hpp"

#include "geo/feature_scanner.hpp"
#include "geo/json.hpp"
#include "geo/photo_properties.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

// Takes the values it knows as they are parsed; what they lie in is told by depth and by the last names.
class FeatureHandler final : public nlohmann::json_sax<Json> {
 public:
  FeatureHandler(FeatureValues& values, const FieldMap& fields) : values_(values), fields_(fields) {
    values.clear();
  }

  bool null() override { return true; }
  bool boolean(bool) override { return other(); }
  bool number_integer(number_integer_t number) override { return add_integer(number); }
  bool number_unsigned(number_unsigned_t number) override { return add_integer(number); }
  bool number_float(number_float_t number, const string_t& text) override { return add_number(number, text); }
  bool binary(binary_t&) override { return true; }

  bool string(string_t& text) override {
    if (depth_ == 1 && member_ == Member::type) values_.is_feature = text == "Feature";
    if (depth_ == 2 && member_ == Member::geometry && is_type_) values_.geometry_type = text;
    if (PropertyValue* value = property()) {
      value->kind = PropertyValue::Kind::text;
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
      property_ = values_.find(name, fields_);
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

  PropertyValue* property() { return depth_ == 2 && member_ == Member::properties ? property_ : nullptr; }

  template <typename Integer>
  bool add_integer(Integer number) {
    return add_number(static_cast<double>(number),
                      property() != nullptr ? std::to_string(number) : std::string());
  }

  bool add_number(double number, const std::string& text) {
    if (depth_ == 3 && is_in_coordinates()) values_.coordinates.push_back(number);
    if (PropertyValue* value = property()) {
      value->kind = PropertyValue::Kind::number;
      value->number = number;
      value->text = text;
    }
    return true;
  }

  bool other() {
    if (PropertyValue* value = property()) value->kind = PropertyValue::Kind::other;
    return true;
  }

  FeatureValues& values_;
  const FieldMap& fields_;
  int depth_ = 0;
  Member member_ = Member::other;
  bool is_type_ = false;
  bool is_coordinates_ = false;
  PropertyValue* property_ = nullptr;
  std::size_t error_at_ = 0;
};

void read_feature(const FeatureText& text, FeatureValues& values, FeatureReader& reader) {
  FeatureHandler handler(values, reader.fields());
  if (Json::sax_parse(text.json.begin(), text.json.end(), &handler)) {
    reader.read(text.line, values);
  } else {
    reader.reject(text.line, fmt::format("is no JSON in UTF-8 that can be read, from its byte {} on",
                                         handler.error_at()));
  }
}

}  // namespace

void read_photo_geojson(TextPieces pieces, const std::string& name, RecordVisitor& visitor,
                        const ReadOptions& options) {
  FeatureScanner features(std::move(pieces), name);
  FeatureReader reader(name, visitor, options);
  FeatureValues values;
  for (FeatureText feature; features.next(feature);) read_feature(feature, values, reader);
  reader.finish();
}

void read_photo_geojson_lines(LineReader lines, RecordVisitor& visitor, const ReadOptions& options) {
  constexpr char kRecordSeparator = 0x1E;
  FeatureReader reader(lines.name(), visitor, options);
  FeatureValues values;
  for (TextLine line; lines.next_unchecked(line);) {  // the parser looks at each line's UTF-8
    std::string_view json = trim(line.text);
    if (json.starts_with(kRecordSeparator)) json = trim(json.substr(1));
    if (!json.empty()) read_feature({line.number, json}, values, reader);
  }
  reader.finish();
}

}  // namespace photomap
