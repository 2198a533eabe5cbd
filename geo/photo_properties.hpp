// A photo as a feature with properties, whatever the format: their names, and how they are read.
#pragma once

#include "geo/photo.hpp"
#include "geo/read_options.hpp"
#include "geo/record_visitor.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// What is read of a feature. `id` is the source's own, unless `essay_title` and `position` are there, as in
/// an export: then it is the number that another database gave.
struct PhotoProperty {
  enum Index : std::size_t {
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
    lon,  ///< where there is no geometry
    lat,
    property_count
  };
};

/// True for the names of an export that an import leaves out without a word: what the geocoder finds anew.
bool is_left_to_us(std::string_view name);

/// taken_start and taken_end; empty where they are no two days, the earlier first.
std::optional<DateInterval> parse_taken(std::string_view first, std::string_view last);

struct PropertyValue {
  enum class Kind { none, text, number, other } kind = Kind::none;
  std::string text;  ///< of a number as well
  double number = 0;
};

/// What a feature holds, as far as we look at it. Its memory is used again for the next.
struct FeatureValues {
  bool is_feature = false;
  bool has_geometry = false;
  std::string geometry_type;
  std::vector<double> coordinates;
  bool is_nested = false;         ///< coordinates of more than a point
  bool is_told_on_wgs84 = false;  ///< the source says on what its coordinates are, and they are on WGS 84 now
  std::array<PropertyValue, PhotoProperty::property_count> properties;
  std::vector<std::string> unknown;

  void clear();
  /// Where to put the value of the source's field of that name, emptied; null for one that is not read.
  PropertyValue* find(std::string_view name, const FieldMap& fields = {});
};

/// Features in, records out.
class FeatureReader {
 public:
  /// Visitor and options must outlive it.
  FeatureReader(std::string name, RecordVisitor& visitor, const ReadOptions& options)
      : name_(std::move(name)), visitor_(visitor), options_(options) {}

  const FieldMap& fields() const { return options_.fields; }
  /// The essay of those that follow and name none.
  void set_untitled(std::string title) { untitled_ = std::move(title); }

  /// `line` says which feature of the source it is.
  void read(int line, const FeatureValues& values);
  void reject(int line, const std::string& fault);
  /// Throws SourceError where no feature could be read.
  void finish();

 private:
  void note_unknown(int line, const FeatureValues& values);

  std::string name_;
  RecordVisitor& visitor_;
  const ReadOptions& options_;
  std::string untitled_;
  PhotoRecord photo_;
  std::set<std::string> noted_;
  std::string first_fault_;
  bool has_photo_ = false;
};

}  // namespace photomap
