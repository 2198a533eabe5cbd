// The same records from GeoJSON (RFC 7946): a FeatureCollection, or a feature in each line.
#pragma once

#include "geo/line_reader.hpp"
#include "geo/read_options.hpp"
#include "geo/record_visitor.hpp"

#include <string>

namespace photomap {

/// A feature is a photo: its geometry a Point or null, its properties named as the columns of
/// geo/photo_csv.hpp, or as geo/geojson.hpp writes them: then `essay_title` and `position` say which photo of
/// which essay it is, and `id` is the number of another database. A feature that can't be read is visited as
/// rejected and the rest go on; other properties are left out, with a note of each name. Throws SourceError
/// where the text is no JSON, is not in WGS 84, or has no feature that can be read. Holds no more than one.
void read_photo_geojson(TextPieces pieces, const std::string& name, RecordVisitor& visitor,
                        const ReadOptions& options = {});

/// The same from text that has a feature in each line, perhaps behind a record separator (RFC 8142).
void read_photo_geojson_lines(LineReader lines, RecordVisitor& visitor, const ReadOptions& options = {});

}  // namespace photomap
