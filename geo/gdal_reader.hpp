// Photos from vector files and databases of other programs.
#pragma once

#include "geo/vector_files.hpp"

namespace photomap {

/// See read_vector_source.
void read_with_gdal(const std::filesystem::path& source, RecordVisitor& visitor, const ReadOptions& options);

}  // namespace photomap
