// What the texts around a caption say of its photo: the essay's headings, and the captions before and after.
// Step of geo/geocoder.
#pragma once

#include "geo/essay_state.hpp"

#include <cstddef>

namespace photomap {

/// Where the photo at index `photo` is but for its own caption: where the headings say, if these name towns,
/// and where the captions before and after it were taken, if these say more. Both where they disagree.
Placement place_by_surroundings(const EssayState& essay, std::size_t photo);

}  // namespace photomap
