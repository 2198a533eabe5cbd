#include "geo/gdal_reader.hpp"

#include "geo/gdal_impl.hpp"
#include "geo/photo_properties.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"
#include "geo/vector_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

bool is_address(std::string_view name) {
  return name.starts_with("http://") || name.starts_with("https://");
}

std::string_view full_name(std::string_view name) {
  const auto field = std::find_if(kFields.begin(), kFields.end(),
                                  [&](const VectorField& known) { return known.short_name == name; });
  return field == kFields.end() ? name : field->name;
}

std::string day_text(const OGRFeature& feature, int field) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

void read_field(OGRFeature& feature, int field, PropertyValue& value) {
  using Kind = PropertyValue::Kind;
  if (!feature.IsFieldSetAndNotNull(field)) return;
  const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
  switch (type) {
    case OFTInteger:
    case OFTInteger64:
    case OFTReal:
      value.kind = Kind::number;
      value.number = feature.GetFieldAsDouble(field);
      value.text = type == OFTReal ? fmt::format("{}", value.number)
                                   : std::to_string(feature.GetFieldAsInteger64(field));
      break;
    case OFTDate:
    case OFTDateTime:
      value.kind = Kind::text;
      value.text = day_text(feature, field);
      break;
    case OFTString:
      value.kind = Kind::text;
      value.text = feature.GetFieldAsString(field);
      break;
    default: value.kind = Kind::other;
  }
}

// A point, also where it is the only one of a MultiPoint, as many programs write all points.
void read_geometry(const OGRFeature& feature, bool is_told, OGRCoordinateTransformation* to_wgs84,
                   FeatureValues& values) {
  const OGRGeometry* geometry = feature.GetGeometryRef();
  if (geometry == nullptr || geometry->IsEmpty()) return;
  values.has_geometry = true;
  if (wkbFlatten(geometry->getGeometryType()) == wkbMultiPoint &&
      geometry->toMultiPoint()->getNumGeometries() == 1)
    geometry = geometry->toMultiPoint()->getGeometryRef(0);
  values.geometry_type = OGRToOGCGeomType(wkbFlatten(geometry->getGeometryType()));
  if (wkbFlatten(geometry->getGeometryType()) != wkbPoint) return;
  values.geometry_type = "Point";
  double x = geometry->toPoint()->getX();
  double y = geometry->toPoint()->getY();
  if (to_wgs84 != nullptr && !to_wgs84->Transform(1, &x, &y)) {
    CPLErrorReset();  // the fault of this feature, which has no coordinates now, not of the file
    return;
  }
  values.coordinates = {x, y};
  values.is_told_on_wgs84 = is_told;
}

// Null where the layer is on WGS 84 already, or does not say on what it is.
std::unique_ptr<OGRCoordinateTransformation> transformation_of(OGRLayer& layer, const std::string& name) {
  const OGRSpatialReference* theirs = layer.GetSpatialRef();
  const OGRSpatialReference ours = wgs84();
  if (theirs == nullptr) return nullptr;
  OGRSpatialReference from(*theirs);
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (from.IsSame(&ours)) return nullptr;
  std::unique_ptr<OGRCoordinateTransformation> transformation(
      OGRCreateCoordinateTransformation(&from, &ours));
  if (!transformation) {
    throw SourceError(name, 1,
                      fmt::format("its coordinate system {} can't be turned into WGS 84; do that before",
                                  quote(from.GetName() == nullptr ? "" : from.GetName())));
  }
  return transformation;
}

void read_layer(OGRLayer& layer, const std::string& name, FeatureReader& reader, int& number) {
  const bool is_told = layer.GetSpatialRef() != nullptr;
  const auto to_wgs84 = transformation_of(layer, name);
  FeatureValues values;
  for (const OGRFeatureUniquePtr& feature : layer) {
    values.clear();
    values.is_feature = true;
    for (int field = 0; field < feature->GetFieldCount(); ++field) {
      PropertyValue* value =
          values.find(full_name(feature->GetFieldDefnRef(field)->GetNameRef()), reader.fields());
      if (value != nullptr) read_field(*feature, field, *value);
    }
    read_geometry(*feature, is_told, to_wgs84.get(), values);
    reader.read(++number, values);
  }
}

std::vector<std::string> field_names(OGRLayer& layer) {
  std::vector<std::string> names;
  for (int field = 0; field < layer.GetLayerDefn()->GetFieldCount(); ++field)
    names.emplace_back(layer.GetLayerDefn()->GetFieldDefn(field)->GetNameRef());
  return names;
}

// "waypoints (time, name, desc)"
std::string describe(OGRLayer& layer) {
  return fmt::format("{} ({})", layer.GetName(), fmt::join(field_names(layer), ", "));
}

bool has_field(OGRLayer& layer, std::string_view ours, const FieldMap& fields) {
  const std::vector<std::string> names = field_names(layer);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return fields.ours(full_name(name)) == ours; });
}

// All files of a source, one after the other.
class SourceReader {
 public:
  SourceReader(std::string name, bool is_service, RecordVisitor& visitor, const ReadOptions& options)
      : name_(std::move(name)), is_service_(is_service), reader_(name_, visitor, options) {}

  void read(GDALDataset& dataset) {
    for (OGRLayer* layer : dataset.GetLayers()) {
      if (!has_field(*layer, "caption", reader_.fields())) {
        others_.push_back(describe(*layer));
        continue;
      }
      has_photos_ = true;
      if (is_service_) reader_.set_untitled(layer->GetName());
      CPLErrorReset();
      read_layer(*layer, name_, reader_, number_);
      if (CPLGetLastErrorType() >= CE_Failure)
        throw SourceError(name_, number_ + 1, fmt::format("breaks off ({})", CPLGetLastErrorMsg()));
    }
  }

  void finish() {
    if (!has_photos_) {
      const std::string_view field = reader_.fields().theirs("caption");
      throw SourceError(
          name_, 1,
          fmt::format("no layer with a field {}; say with --map caption=FIELD which one it is; there are: {}",
                      field, fmt::join(others_, "; ")));
    }
    reader_.finish();
  }

 private:
  const std::string name_;
  const bool is_service_;
  FeatureReader reader_;
  std::vector<std::string> others_;
  int number_ = 0;
  bool has_photos_ = false;
};

// `driver`: null for any.
Dataset open(const std::string& path, const std::string& name, const char* driver) {
  const char* const drivers[] = {driver, nullptr};
  // A schema is no reason to go to the network.
  const char* const gml_options[] = {"DOWNLOAD_SCHEMA=NO", nullptr};
  const bool is_gml = driver != nullptr && std::string_view(driver) == "GML";
  Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                    driver == nullptr ? nullptr : drivers, is_gml ? gml_options : nullptr));
  if (dataset) return dataset;
  const std::string why = CPLGetLastErrorMsg();
  throw SourceError(name, 1,
                    fmt::format("is no {} that GDAL can read{}; check what it is",
                                driver == nullptr ? "source" : driver, why.empty() ? "" : " (" + why + ")"));
}

void read_archive(const std::string& path, const std::string& name, SourceReader& reader) {
  const CPLStringList entries(VSIReadDirRecursive(path.c_str()));
  bool is_empty = true;
  for (int i = 0; i < entries.size(); ++i) {
    std::string entry = entries[i];
    if (entry.ends_with('/')) entry.pop_back();
    const VectorKind* kind = find_vector_kind(entry);
    if (kind == nullptr || kind->driver == nullptr) continue;
    is_empty = false;
    reader.read(*open(path + "/" + entry, name, kind->driver));
  }
  if (is_empty)
    throw SourceError(name, 1, "is no archive with a file in it that GDAL can read; check what it is");
}

// All the drivers that there are: what one of them reaches was named by the user.
void register_all_drivers() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
}

}  // namespace

void read_with_gdal(const std::filesystem::path& source, RecordVisitor& visitor, const ReadOptions& options) {
  const std::string name = shown_name(source);
  const bool is_service = is_vector_service(source);
  if (!is_service && !std::filesystem::exists(source))
    throw std::runtime_error(fmt::format("{}: can't be read; check the path and its permissions", name));
  is_service ? register_all_drivers() : register_file_drivers();
  const Quiet quiet;
  const VectorKind* kind = find_vector_kind(source);
  std::string path = is_service ? source.string() : std::filesystem::absolute(source).string();
  if (is_address(path)) path = "/vsicurl/" + path;
  SourceReader reader(name, is_service, visitor, options);
  if (kind != nullptr && kind->driver == nullptr) {
    read_archive(kind->prefix + path, name, reader);
  } else {
    reader.read(*open(path, name, kind == nullptr ? nullptr : kind->driver));
  }
  reader.finish();
}

}  // namespace photomap
