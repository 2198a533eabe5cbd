// The corrections of a file or of a person: to the photos they mean, all or none.
#pragma once

#include "geo/correction_csv.hpp"
#include "geo/photo.hpp"
#include "geo/store.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace photomap {

/// Who corrects and when, where a record does not say.
struct CorrectionAuthor {
  std::string who;
  std::chrono::sys_seconds at;
};

/// Where nothing is rejected, read = added + changed + unchanged.
struct CorrectionReport {
  std::int64_t read = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::vector<Rejection> rejected;  ///< by line; with any, nothing is stored
};

/// A record means the photo of its number, if essay and caption agree where they are given, else the one of
/// that caption in that essay. A correction that stands already keeps who made it and when, unless the record
/// says otherwise.
CorrectionReport put_corrections(const CorrectionDocument& document, PhotoStore& store,
                                 const CorrectionAuthor& author);

}  // namespace photomap
