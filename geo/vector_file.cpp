#include "geo/vector_file.hpp"

#include "geo/geojson.hpp"
#include "geo/photo_properties.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"
#include "geo/vector_style.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr const char* kLayer = "photos";

struct Field {
  const char* name;
  const char* short_name;  // of a Shapefile, up to 10 bytes
  OGRFieldType type;
};

enum FieldIndex : int {
  kId,
  kEssay,
  kEssayTitle,
  kPosition,
  kCaption,
  kCredit,
  kTakenStart,
  kTakenEnd,
  kPlaceId,
  kPlaceName,
  kCountry,
  kUncertainty,
  kConfidence,
  kReason,
  kCorrectedBy,
  kCorrectedAt,
  kCorrectionNote,
  kLicence,
  kSourceUrl,
  kImageUrl,
  kCandidates,
  kAttribution,
  kFieldCount
};

constexpr std::array<Field, kFieldCount> kFields{{{"id", "id", OFTInteger64},
                                                  {"essay", "essay", OFTString},
                                                  {"essay_title", "essay_titl", OFTString},
                                                  {"position", "position", OFTInteger},
                                                  {"caption", "caption", OFTString},
                                                  {"credit", "credit", OFTString},
                                                  {"taken_start", "taken_star", OFTDate},
                                                  {"taken_end", "taken_end", OFTDate},
                                                  {"place_id", "place_id", OFTString},
                                                  {"place_name", "place_name", OFTString},
                                                  {"country", "country", OFTString},
                                                  {"uncertainty_m", "uncert_m", OFTReal},
                                                  {"confidence", "confidence", OFTReal},
                                                  {"reason", "reason", OFTString},
                                                  {"corrected_by", "corr_by", OFTString},
                                                  {"corrected_at", "corr_at", OFTString},
                                                  {"correction_note", "corr_note", OFTString},
                                                  {"licence", "licence", OFTString},
                                                  {"source_url", "source_url", OFTString},
                                                  {"image_url", "image_url", OFTString},
                                                  {"candidates", "candidates", OFTString},
                                                  {"attribution", "attributio", OFTString}}};

// These drivers only: no other, of the dozens there are, may open files or the network by what a file says.
void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRShape();
    RegisterOGRGeoPackage();
    RegisterOGRFlatGeobuf();
    RegisterOGRTAB();
    RegisterOGRLIBKML();
  });
}

// GDAL's messages belong to the exception that tells them, not to stderr.
class Quiet {
 public:
  Quiet() {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() { CPLPopErrorHandler(); }
};

using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

[[noreturn]] void fail_to_write(const std::filesystem::path& file) {
  const std::string why = CPLGetLastErrorMsg();
  throw std::runtime_error(
      fmt::format("{}: can't be written{}; check the path, its permissions and the room on the disk",
                  file.filename().string(), why.empty() ? "" : " (" + why + ")"));
}

const char* driver_of(VectorFormat format) {
  switch (format) {
    case VectorFormat::geopackage: return "GPKG";
    case VectorFormat::flatgeobuf: return "FlatGeobuf";
    case VectorFormat::shapefile: break;
  }
  return "ESRI Shapefile";
}

CPLStringList layer_options(VectorFormat format, const ExportHeader& header, bool is_sparse) {
  CPLStringList options;
  switch (format) {
    case VectorFormat::geopackage:
      options.SetNameValue("FID", kFields[kId].name);
      options.SetNameValue("GEOMETRY_NAME", "geom");
      options.SetNameValue("DESCRIPTION", header.thanks.c_str());
      break;
    case VectorFormat::flatgeobuf: options.SetNameValue("SPATIAL_INDEX", is_sparse ? "NO" : "YES"); break;
    case VectorFormat::shapefile: options.SetNameValue("ENCODING", "UTF-8"); break;
  }
  return options;
}

OGRSpatialReference wgs84() {
  OGRSpatialReference reference;
  reference.SetWellKnownGeogCS("WGS84");
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

}  // namespace

struct VectorFileWriter::Impl {
  VectorFormat format;
  std::filesystem::path file;
  OGRSpatialReference reference = wgs84();
  Dataset dataset = {};
  OGRLayer* layer = nullptr;
  std::array<int, kFieldCount> fields = {};  // in the layer; -1 for those that it lacks
  std::int64_t count = 0;

  void add_fields() {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const Field& field = kFields[i];
      fields[i] = -1;
      if (i == kId && format == VectorFormat::geopackage) continue;  // its FID
      if (i == kCandidates && format == VectorFormat::shapefile) continue;
      OGRFieldDefn definition(format == VectorFormat::shapefile ? field.short_name : field.name, field.type);
      if (i == kCandidates) definition.SetSubType(OFSTJSON);
      if (field.type == OFTString && format == VectorFormat::shapefile) definition.SetWidth(254);
      if (layer->CreateField(&definition) != OGRERR_NONE) fail_to_write(file);
      fields[i] = layer->GetLayerDefn()->GetFieldCount() - 1;
    }
  }

  void set_text(OGRFeature& feature, FieldIndex field, const std::string& text) const {
    if (fields[field] < 0) return;
    if (text.empty()) {
      feature.SetFieldNull(fields[field]);
    } else {
      feature.SetField(fields[field], text.c_str());
    }
  }

  void set_day(OGRFeature& feature, FieldIndex field, std::chrono::sys_days day) const {
    const std::chrono::year_month_day date(day);
    feature.SetField(fields[field], static_cast<int>(date.year()),
                     static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day())));
  }

  void set_record(OGRFeature& feature, const Photo& photo) const {
    const PhotoRecord& record = photo.record;
    set_text(feature, kEssay, photo.essay_slug);
    set_text(feature, kEssayTitle, photo.essay_title);
    feature.SetField(fields[kPosition], photo.position);
    set_text(feature, kCaption, record.caption);
    set_text(feature, kCredit, record.credit);
    if (record.taken) {
      set_day(feature, kTakenStart, record.taken->first);
      set_day(feature, kTakenEnd, record.taken->last);
    }
    set_text(feature, kLicence, record.licence);
    set_text(feature, kSourceUrl, record.source_url);
    set_text(feature, kImageUrl, record.image_url);
  }

  void set_place(OGRFeature& feature, const Photo& photo) const {
    const Georeference& where = photo.where;
    set_text(feature, kPlaceId, where.place_id);
    set_text(feature, kPlaceName, where.place_name);
    set_text(feature, kCountry, where.country);
    if (where.location) feature.SetField(fields[kUncertainty], told_metres(where.uncertainty));
    feature.SetField(fields[kConfidence], where.confidence);
    set_text(feature, kReason, where.reason);
    if (!where.candidates.empty()) set_text(feature, kCandidates, to_text(candidates_json(where.candidates)));
    if (!photo.correction) return;
    set_text(feature, kCorrectedBy, photo.correction->who);
    set_text(feature, kCorrectedAt, format_time(photo.correction->at));
    set_text(feature, kCorrectionNote, photo.correction->note);
  }

  // As QGIS itself makes it when it saves a style into a GeoPackage.
  void add_style() {
    OGRLayer* styles = dataset->CreateLayer("layer_styles", nullptr, wkbNone, nullptr);
    if (styles == nullptr) fail_to_write(file);
    for (const auto& [name, type] :
         {std::pair("f_table_catalog", OFTString), std::pair("f_table_schema", OFTString),
          std::pair("f_table_name", OFTString), std::pair("f_geometry_column", OFTString),
          std::pair("styleName", OFTString), std::pair("styleQML", OFTString),
          std::pair("styleSLD", OFTString), std::pair("useAsDefault", OFTInteger),
          std::pair("description", OFTString), std::pair("owner", OFTString), std::pair("ui", OFTString),
          std::pair("update_time", OFTDateTime)}) {
      OGRFieldDefn definition(name, type);
      if (type == OFTInteger) definition.SetSubType(OFSTBoolean);
      if (styles->CreateField(&definition) != OGRERR_NONE) fail_to_write(file);
    }
    OGRFeature style(styles->GetLayerDefn());
    style.SetField("f_table_catalog", "");
    style.SetField("f_table_schema", "");
    style.SetField("f_table_name", kLayer);
    style.SetField("f_geometry_column", "geom");
    style.SetField("styleName", kLayer);
    style.SetField("styleQML", std::string(kPhotoStyleQml).c_str());
    style.SetField("styleSLD", std::string(kPhotoStyleSld).c_str());
    style.SetField("useAsDefault", 1);
    style.SetField("description", "a dot in the circle that holds the true position");
    style.SetField("owner", "photomap");
    if (styles->CreateFeature(&style) != OGRERR_NONE) fail_to_write(file);
  }
};

VectorFileWriter::VectorFileWriter(VectorFormat format, const std::filesystem::path& file,
                                   const ExportHeader& header, bool is_sparse)
    : impl_(std::make_unique<Impl>(Impl{.format = format, .file = file})) {
  register_drivers();
  const Quiet quiet;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(format));
  if (driver == nullptr) throw std::runtime_error(fmt::format("GDAL has no driver {}", driver_of(format)));
  impl_->dataset.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!impl_->dataset) fail_to_write(file);
  if (format == VectorFormat::geopackage) {
    impl_->dataset->SetMetadataItem("attribution", header.thanks.c_str());
    impl_->dataset->SetMetadataItem("dataset_version", std::to_string(header.dataset_version).c_str());
    if (impl_->dataset->StartTransaction() != OGRERR_NONE) fail_to_write(file);
  }
  impl_->layer = impl_->dataset->CreateLayer(kLayer, &impl_->reference, wkbPoint,
                                             layer_options(format, header, is_sparse).List());
  if (impl_->layer == nullptr) fail_to_write(file);
  impl_->add_fields();
}

VectorFileWriter::~VectorFileWriter() {
  const Quiet quiet;
  impl_->dataset.reset();
}

void VectorFileWriter::write(const Photo& photo, const ExportHeader& header) {
  const Quiet quiet;
  OGRFeature feature(impl_->layer->GetLayerDefn());
  if (impl_->fields[kId] < 0) {
    feature.SetFID(photo.id);
  } else {
    feature.SetField(impl_->fields[kId], static_cast<GIntBig>(photo.id));
  }
  impl_->set_record(feature, photo);
  impl_->set_place(feature, photo);
  impl_->set_text(feature, kAttribution, std::string(thanks_for(photo, header)));
  if (const auto& at = photo.where.location) {
    const OGRPoint point(at->lon, at->lat);
    feature.SetGeometry(&point);
  }
  if (impl_->layer->CreateFeature(&feature) != OGRERR_NONE) fail_to_write(impl_->file);
  ++impl_->count;
}

void VectorFileWriter::finish() {
  const Quiet quiet;
  if (impl_->format == VectorFormat::geopackage) {
    impl_->add_style();
    if (impl_->dataset->CommitTransaction() != OGRERR_NONE) fail_to_write(impl_->file);
  }
  CPLErrorReset();
  impl_->dataset.reset();  // which says of errors in no other way
  if (CPLGetLastErrorType() >= CE_Failure) fail_to_write(impl_->file);
  const char* const drivers[] = {driver_of(impl_->format), nullptr};
  const Dataset again(GDALDataset::Open(impl_->file.c_str(), GDAL_OF_VECTOR, drivers));
  OGRLayer* layer = again ? again->GetLayerByName(kLayer) : nullptr;
  if (layer == nullptr || layer->GetFeatureCount() != impl_->count) fail_to_write(impl_->file);
}

namespace {

struct Source {
  std::string_view ending;
  const char* driver;
  const char* prefix;  // of the path, for GDAL
};
constexpr std::array<Source, 8> kSources{{{".gpkg", "GPKG", ""},
                                          {".fgb", "FlatGeobuf", ""},
                                          {".shp", "ESRI Shapefile", ""},
                                          {".shz", "ESRI Shapefile", "/vsizip/"},
                                          {".zip", "ESRI Shapefile", "/vsizip/"},
                                          {".kml", "LIBKML", ""},
                                          {".tab", "MapInfo File", ""},
                                          {".mif", "MapInfo File", ""}}};

const Source* find_source(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto found = std::find_if(kSources.begin(), kSources.end(),
                                  [&](const Source& source) { return source.ending == ending; });
  return found == kSources.end() ? nullptr : &*found;
}

std::string_view full_name(std::string_view name) {
  const auto field = std::find_if(kFields.begin(), kFields.end(),
                                  [&](const Field& known) { return known.short_name == name; });
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
void read_geometry(const OGRFeature& feature, OGRCoordinateTransformation* to_wgs84, FeatureValues& values) {
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
  const auto to_wgs84 = transformation_of(layer, name);
  FeatureValues values;
  for (const OGRFeatureUniquePtr& feature : layer) {
    values.clear();
    values.is_feature = true;
    for (int field = 0; field < feature->GetFieldCount(); ++field) {
      PropertyValue* value = values.find(full_name(feature->GetFieldDefnRef(field)->GetNameRef()));
      if (value != nullptr) read_field(*feature, field, *value);
    }
    read_geometry(*feature, to_wgs84.get(), values);
    reader.read(++number, values);
  }
}

}  // namespace

bool is_vector_file(const std::filesystem::path& file) {
  return find_source(file) != nullptr;
}

void read_vector_file(const std::filesystem::path& file, RecordVisitor& visitor) {
  const std::string name = file.string();
  const Source* source = find_source(file);
  if (!std::filesystem::is_regular_file(file))
    throw std::runtime_error(fmt::format("{}: can't be read; check the path and its permissions", name));
  register_drivers();
  const Quiet quiet;
  const char* const drivers[] = {source->driver, nullptr};
  const std::string path = source->prefix + std::filesystem::absolute(file).string();
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers));
  if (!dataset) {
    const std::string why = CPLGetLastErrorMsg();
    throw SourceError(name, 1,
                      fmt::format("is no {} that GDAL can read{}; check what it is", source->driver,
                                  why.empty() ? "" : " (" + why + ")"));
  }
  FeatureReader reader(name, visitor);
  std::vector<std::string> others;
  int number = 0;
  bool has_photos = false;
  for (OGRLayer* layer : dataset->GetLayers()) {
    if (layer->GetLayerDefn()->GetFieldIndex("caption") < 0) {
      others.emplace_back(layer->GetName());
    } else {
      has_photos = true;
      CPLErrorReset();
      read_layer(*layer, name, reader, number);
      if (CPLGetLastErrorType() >= CE_Failure)
        throw SourceError(name, number + 1, fmt::format("breaks off ({})", CPLGetLastErrorMsg()));
    }
  }
  if (!has_photos) {
    throw SourceError(
        name, 1,
        fmt::format("no layer with photos and a field caption; there are: {}", fmt::join(others, ", ")));
  }
  reader.finish();
}

}  // namespace photomap
