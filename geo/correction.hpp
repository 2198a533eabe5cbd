// Where a photo stands once a person has corrected its place.
#pragma once

#include "geo/photo.hpp"

namespace photomap {

/// The correction's point and radius, and in the reason both what it says and what the texts said. The texts'
/// place stays if its circle and the correction's meet; of several possible places, the best for which they
/// do.
Georeference corrected(const Georeference& by_text, const Correction& correction);

}  // namespace photomap
