// What tests of essay texts ask of a document.
#pragma once

#include "geo/photo.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

/// Of each essay its title and how many photos it has.
using Titles = std::vector<std::pair<std::string, std::size_t>>;

inline Titles titles_of(const SourceDocument& document) {
  Titles titles;
  for (const auto& essay : document.essays) titles.emplace_back(essay.title, essay.photos.size());
  return titles;
}

inline std::vector<int> lines_of(const std::vector<Rejection>& rejections) {
  std::vector<int> lines;
  for (const auto& rejection : rejections) lines.push_back(rejection.line);
  return lines;
}

/// "2023-05-01/2023-05-31", empty for none.
inline std::string iso(const std::optional<DateInterval>& taken) {
  return taken ? format_day(taken->first) + "/" + format_day(taken->last) : "";
}

}  // namespace photomap
