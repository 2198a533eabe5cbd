// The same records from CSV (RFC 4180, UTF-8, header line).
#pragma once

#include "geo/photo.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// Columns, by header name in any order: caption (required), essay, intro, credit, date, id, lon, lat,
/// uncertainty_m, licence, source_url, image_url. lon and lat are degrees on WGS 84; a date is what
/// parse_date reads. Rows of one essay need not stand together; rows without one belong to an essay named
/// after the stem of `name`. A row that can't be read, or bears the id of another photo of its essay, goes to
/// `rejected` and the rest go on; blank rows are none. Other columns are left out with a note. Throws
/// SourceError where the text is not UTF-8, has no `caption` column, a doubled column, or no row that can be
/// read.
SourceDocument parse_photo_csv(std::string_view text, const std::string& name);

}  // namespace photomap
