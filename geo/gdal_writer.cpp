#include "geo/gdal_writer.hpp"

#include "geo/gdal_impl.hpp"
#include "geo/geojson.hpp"
#include "geo/photo_properties.hpp"
#include "geo/vector_style.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace photomap {

namespace {

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

CPLStringList layer_options(VectorFormat format, const ExportHeader& header) {
  CPLStringList options;
  switch (format) {
    case VectorFormat::geopackage:
      options.SetNameValue("FID", kFields[kId].name);
      options.SetNameValue("GEOMETRY_NAME", "geom");
      options.SetNameValue("DESCRIPTION", header.thanks.c_str());
      break;
    case VectorFormat::flatgeobuf: options.SetNameValue("SPATIAL_INDEX", "YES"); break;
    case VectorFormat::shapefile: options.SetNameValue("ENCODING", "UTF-8"); break;
  }
  return options;
}

class GdalWriter final : public VectorFileWriter {
 public:
  GdalWriter(VectorFormat format, const std::filesystem::path& file, const ExportHeader& header);
  GdalWriter(const GdalWriter&) = delete;
  GdalWriter& operator=(const GdalWriter&) = delete;
  ~GdalWriter() override;

  bool write(const Photo& photo, const ExportHeader& header) override;
  void finish() override;

 private:
  void add_fields() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const VectorField& field = kFields[i];
      fields_[i] = -1;
      if (i == kId && format_ == VectorFormat::geopackage) continue;  // its FID
      if (i == kCandidates && format_ == VectorFormat::shapefile) continue;
      OGRFieldDefn definition(format_ == VectorFormat::shapefile ? field.short_name : field.name, field.type);
      if (i == kCandidates) definition.SetSubType(OFSTJSON);
      if (field.type == OFTString && format_ == VectorFormat::shapefile) definition.SetWidth(254);
      if (layer_->CreateField(&definition) != OGRERR_NONE) fail_to_write(file_);
      fields_[i] = layer_->GetLayerDefn()->GetFieldCount() - 1;
    }
  }

  void set_text(OGRFeature& feature, VectorFieldIndex field, const std::string& text) const {
    if (fields_[field] < 0) return;
    if (text.empty()) {
      feature.SetFieldNull(fields_[field]);
    } else {
      feature.SetField(fields_[field], text.c_str());
    }
  }

  void set_day(OGRFeature& feature, VectorFieldIndex field, std::chrono::sys_days day) const {
    const std::chrono::year_month_day date(day);
    feature.SetField(fields_[field], static_cast<int>(date.year()),
                     static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day())));
  }

  void set_record(OGRFeature& feature, const Photo& photo) const {
    const PhotoRecord& record = photo.record;
    set_text(feature, kEssay, photo.essay_slug);
    set_text(feature, kEssayTitle, photo.essay_title);
    feature.SetField(fields_[kPosition], photo.position);
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
    if (const auto radius = told_radius(photo)) feature.SetField(fields_[kUncertainty], *radius);
    feature.SetField(fields_[kConfidence], where.confidence);
    set_text(feature, kReason, where.reason);
    if (!where.candidates.empty()) set_text(feature, kCandidates, to_text(candidates_json(where.candidates)));
    if (!photo.correction) return;
    set_text(feature, kCorrectedBy, photo.correction->who);
    set_text(feature, kCorrectedAt, format_time(photo.correction->at));
    set_text(feature, kCorrectionNote, photo.correction->note);
  }

  // As QGIS itself makes it when it saves a style into a GeoPackage.
  void add_style() {
    OGRLayer* styles = dataset_->CreateLayer("layer_styles", nullptr, wkbNone, nullptr);
    if (styles == nullptr) fail_to_write(file_);
    for (const auto& [name, type] :
         {std::pair("f_table_catalog", OFTString), std::pair("f_table_schema", OFTString),
          std::pair("f_table_name", OFTString), std::pair("f_geometry_column", OFTString),
          std::pair("styleName", OFTString), std::pair("styleQML", OFTString),
          std::pair("styleSLD", OFTString), std::pair("useAsDefault", OFTInteger),
          std::pair("description", OFTString), std::pair("owner", OFTString), std::pair("ui", OFTString),
          std::pair("update_time", OFTDateTime)}) {
      OGRFieldDefn definition(name, type);
      if (type == OFTInteger) definition.SetSubType(OFSTBoolean);
      if (styles->CreateField(&definition) != OGRERR_NONE) fail_to_write(file_);
    }
    OGRFeature style(styles->GetLayerDefn());
    style.SetField("f_table_catalog", "");
    style.SetField("f_table_schema", "");
    style.SetField("f_table_name", kPhotoLayer);
    style.SetField("f_geometry_column", "geom");
    style.SetField("styleName", kPhotoLayer);
    style.SetField("styleQML", std::string(kPhotoStyleQml).c_str());
    style.SetField("styleSLD", std::string(kPhotoStyleSld).c_str());
    style.SetField("useAsDefault", 1);
    style.SetField("description", "a dot in the circle that holds the true position");
    style.SetField("owner", "photomap");
    if (styles->CreateFeature(&style) != OGRERR_NONE) fail_to_write(file_);
  }

  VectorFormat format_;
  std::filesystem::path file_;
  OGRSpatialReference reference_ = wgs84();
  Dataset dataset_ = {};
  OGRLayer* layer_ = nullptr;
  std::array<int, kFieldCount> fields_ = {};  // in the layer; -1 for those that it lacks
  std::int64_t count_ = 0;
};

GdalWriter::GdalWriter(VectorFormat format, const std::filesystem::path& file, const ExportHeader& header)
    : format_(format), file_(file) {
  register_file_drivers();
  const Quiet quiet;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(format));
  if (driver == nullptr) throw std::runtime_error(fmt::format("GDAL has no driver {}", driver_of(format)));
  dataset_.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset_) fail_to_write(file);
  if (format == VectorFormat::geopackage) {
    dataset_->SetMetadataItem("attribution", header.thanks.c_str());
    dataset_->SetMetadataItem("dataset_version", std::to_string(header.dataset_version).c_str());
    if (dataset_->StartTransaction() != OGRERR_NONE) fail_to_write(file);
  }
  layer_ = dataset_->CreateLayer(kPhotoLayer, &reference_, wkbPoint, layer_options(format, header).List());
  if (layer_ == nullptr) fail_to_write(file);
  add_fields();
}

GdalWriter::~GdalWriter() {
  const Quiet quiet;
  dataset_.reset();
}

bool GdalWriter::write(const Photo& photo, const ExportHeader& header) {
  const auto& at = photo.where.location;
  if (!at && format_ == VectorFormat::flatgeobuf) return false;
  const Quiet quiet;
  OGRFeature feature(layer_->GetLayerDefn());
  if (fields_[kId] < 0) {
    feature.SetFID(photo.id);
  } else {
    feature.SetField(fields_[kId], static_cast<GIntBig>(photo.id));
  }
  set_record(feature, photo);
  set_place(feature, photo);
  set_text(feature, kAttribution, std::string(thanks_for(photo, header)));
  if (at) {
    const OGRPoint point(at->lon, at->lat);
    feature.SetGeometry(&point);
  }
  if (layer_->CreateFeature(&feature) != OGRERR_NONE) fail_to_write(file_);
  ++count_;
  return true;
}

void GdalWriter::finish() {
  const Quiet quiet;
  if (format_ == VectorFormat::geopackage) {
    add_style();
    if (dataset_->CommitTransaction() != OGRERR_NONE) fail_to_write(file_);
  }
  CPLErrorReset();
  dataset_.reset();  // which says of errors in no other way
  if (CPLGetLastErrorType() >= CE_Failure) fail_to_write(file_);
  const char* const drivers[] = {driver_of(format_), nullptr};
  const Dataset again(GDALDataset::Open(file_.c_str(), GDAL_OF_VECTOR, drivers));
  OGRLayer* layer = again ? again->GetLayerByName(kPhotoLayer) : nullptr;
  if (layer == nullptr || layer->GetFeatureCount() != count_) fail_to_write(file_);
}

}  // namespace

std::unique_ptr<VectorFileWriter> make_gdal_writer(VectorFormat format, const std::filesystem::path& file,
                                                   const ExportHeader& header) {
  return std::make_unique<GdalWriter>(format, file, header);
}

}  // namespace photomap
