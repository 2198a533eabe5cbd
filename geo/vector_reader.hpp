// Photos from vector files and databases of other programs, read by GDAL.
#pragma once

#include "geo/read_options.hpp"
#include "geo/record_visitor.hpp"

#include <filesystem>
#include <string>

namespace photomap {

/// Whether GDAL reads files of that ending, in any case: the table in geo/vector_reader.cpp.
bool is_vector_file(const std::filesystem::path& file);

/// Whether that names something that may reach the network or other files: a database ("PG:dbname=photos"), a
/// service, an address, a virtual file system of GDAL's ("/vsicurl/..."), a virtual format (".vrt"). Only
/// who names it so lets GDAL do it: nothing that stands in a file can.
bool is_vector_service(const std::filesystem::path& source);

/// What to call a source in messages: without passwords.
std::string shown_name(const std::filesystem::path& source);

/// The features of the layers that have a field for the caption, in an archive those of all its files: as in
/// geo/photo_geojson.hpp, but from any reference system, and numbered from 1 instead of by line; dates may be
/// of a type of their own, and `lon` and `lat` fields. Of a service, photos without an essay belong to one
/// named after the layer. Throws SourceError where there is no such layer, or no feature of it can be read.
void read_vector_source(const std::filesystem::path& source, RecordVisitor& visitor,
                        const ReadOptions& options = {});

}  // namespace photomap
