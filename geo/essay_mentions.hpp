// What the texts of an essay name, each in the light of the others. First steps of geo/geocoder.
#pragma once

#include "geo/essay_state.hpp"
#include "geo/gazetteer.hpp"
#include "geo/photo.hpp"
#include "geo/resolver.hpp"

namespace photomap {

/// Reads title, intro and captions; resolves and places nothing yet.
EssayState read_essay(const EssayRecord& record, const Gazetteer& gazetteer);

/// Fills the mentions of title and intro, and the countries of the essay. Title and intro support each other
/// and the captions; then the captions support the headings and each other.
void resolve_headings(EssayState& essay, Resolver& resolver, const Gazetteer& gazetteer);

/// Fills the mentions of each photo; the essay's own placement must stand.
void resolve_captions(EssayState& essay, Resolver& resolver);

}  // namespace photomap
