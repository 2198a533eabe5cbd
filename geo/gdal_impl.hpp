// What writing and reading vector files have in common: the door to GDAL, for the files of this module only.
#pragma once

#include <ogrsf_frmts.h>

#include <array>
#include <memory>

namespace photomap {

struct VectorField {
  const char* name;
  const char* short_name;  ///< of a Shapefile, up to 10 bytes
  OGRFieldType type;
};

enum VectorFieldIndex : int {
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

inline constexpr std::array<VectorField, kFieldCount> kFields{{{"id", "id", OFTInteger64},
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

/// The name of the layer in files of our own.
inline constexpr const char* kPhotoLayer = "photos";

/// The drivers of the formats that are written and, of files, read. No other, of the dozens there are, may
/// open files or the network by what a file says.
void register_file_drivers();

/// While it lives, GDAL's messages belong to the exception that tells them, not to stderr.
class Quiet {
 public:
  Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet();
};

using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

/// Longitude first.
OGRSpatialReference wgs84();

}  // namespace photomap
