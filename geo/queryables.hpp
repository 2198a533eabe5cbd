// What filters can be about, collection by collection: the properties as features tell them, to the decimal.
#pragma once

#include "geo/cql2.hpp"

#include <span>

namespace photomap {

/// Of rows of photos p with their essays e and corrections c.
std::span<const Queryable> photo_queryables();
/// Of rows of essays e.
std::span<const Queryable> essay_queryables();
/// Of rows of places l.
std::span<const Queryable> place_queryables();

}  // namespace photomap
