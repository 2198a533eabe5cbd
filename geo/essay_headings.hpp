// What title and intro say of the photos under them, and how far the captions bear it out. Steps of
// geo/geocoder.
#pragma once

#include "geo/essay_state.hpp"
#include "geo/placement.hpp"

namespace photomap {

/// The title's place, refined by what the intro names inside it; the intro's where the title names none.
/// Empty where neither does.
Placement place_by_headings(const EssayState& essay);

/// Adds the places of the intro that lie apart from the essay's and that two captions or more confirm: an
/// essay called after one town is often about two.
void add_confirmed_places_of_intro(EssayState& essay);

/// Widens the essay's placement where more captions name places outside it than inside. "Mining in Mongolia",
/// with an intro that names its capital, and most captions other towns: then a photo without a place is in
/// Mongolia; and as far off as those towns where no country is named.
void widen_scattered_headings(EssayState& essay);

/// Takes the essay's places for the photos whose captions name only a country around them. "viewed from
/// across the border in Kazakhstan", in an essay on Khorgos: Khorgos, on the Kazakhstani side.
void refine_by_headings(EssayState& essay);

}  // namespace photomap
