// Essays to place: those that come with the project, and others that speak of other places.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/photo.hpp"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace photomap {

/// The essays of data/essays and tests/data/essays, below the project's folder.
std::vector<EssayRecord> load_essays(const std::filesystem::path& project);

/// `count` copies of the essays in turn, in which every place that a text names is another settlement. Always
/// the same.
std::vector<EssayRecord> vary_essays(const std::vector<EssayRecord>& essays, const Gazetteer& gazetteer,
                                     std::size_t count);

std::size_t count_captions(const std::vector<EssayRecord>& essays);

}  // namespace photomap
