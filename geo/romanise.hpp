// One name in many spellings and scripts: Latin letters for any script, and a key on which the spellings of
// the region meet.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace photomap {

/// A folded key (see fold in geo/text.hpp) in the letters a to z, words kept apart: "ақкөл" is "aqkol",
/// "шымкент" is "shymkent", "霍尔果斯" is "huo er guo si". Cyrillic follows the language's own romanisation
/// where its letters tell the language; other scripts follow ICU.
std::string romanise(std::string_view folded);

/// True for scripts other than Latin, Greek and Cyrillic, by the first letter: their romanisation is a guess.
bool is_romanised_loosely(std::string_view text);

/// The romanised key on which spellings meet: no spaces; q, k, kh, g, gh, h, x are one letter, so are zh, j,
/// dzh, dj; s, sh, ch; a, o; e, i, y; a letter that is doubled, or an e at the end, says nothing. "Qorghas",
/// "Khorgos" and "Хоргос" are "karkas". One letter of the name is one of the key, so that a typo stays one.
/// Different names meet as well: compare with similarity.
std::string spelling_key(std::string_view romanised);

/// Letters to insert, leave out, replace or swap with their neighbour to make one of the other (optimal
/// string alignment); in code points.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

/// In [0, 1]: 1 for romanised keys that are the same but for spaces, less by each letter that differs.
double similarity(std::string_view romanised_a, std::string_view romanised_b);

}  // namespace photomap
