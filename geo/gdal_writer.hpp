// Photos to vector files of other programs.
#pragma once

#include "geo/vector_files.hpp"

namespace photomap {

/// See make_vector_writer.
std::unique_ptr<VectorFileWriter> make_gdal_writer(VectorFormat format, const std::filesystem::path& file,
                                                   const ExportHeader& header);

}  // namespace photomap
