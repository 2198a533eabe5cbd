// The same records from CSV (RFC 4180, UTF-8, header line).
#pragma once

#include "geo/line_reader.hpp"
#include "geo/photo.hpp"
#include "geo/read_options.hpp"
#include "geo/record_visitor.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// Columns, by header name in any order: caption (required), essay, intro, credit, date, id, lon, lat,
/// uncertainty_m, licence, source_url, image_url; of an export also essay_title, position, taken_start and
/// taken_end, as geo/photo_properties.hpp says. lon and lat are degrees on WGS 84 unless the options tell
/// otherwise; a date is what parse_date reads. Rows of one essay need not stand together. A row that can't be
/// read is visited as rejected and the rest go on; blank rows are none. Other columns are left out with a
/// note. Throws SourceError where the text is not UTF-8, has no `caption` column, a doubled column, or no row
/// that can be read. Holds no more than one row.
void read_photo_csv(LineReader lines, RecordVisitor& visitor, const ReadOptions& options = {});

/// The same, all of it. Rows without an essay belong to one named after the stem of `name`; one that bears
/// the id of another photo of its essay is rejected.
SourceDocument parse_photo_csv(std::string_view text, const std::string& name);

}  // namespace photomap
