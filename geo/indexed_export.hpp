// The export of all photos as the point index has them, on all cores: SQLite alone takes longer.
#pragma once

#include "geo/photo_text.hpp"
#include "geo/point_index.hpp"
#include "geo/store.hpp"

#include <ostream>

namespace photomap {

/// Whether it has few photos of which the store knows more: to ask for these takes longer than for all in a
/// row.
bool is_quicker(const PointIndex& index);

/// The photos of a store, of which `index` is of this state and holds them all, as text: what comes between
/// the beginning and the end of a file, ascending id. Locations and radii are as exact as exports tell them.
/// Stops where `out` fails.
void write_photos(const PhotoText& text, const ExportHeader& header, const PhotoStore& store,
                  const PointIndex& index, std::ostream& out);

}  // namespace photomap
