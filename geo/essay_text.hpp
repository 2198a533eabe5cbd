// Photo essays as published in plain text: titles, intros, captions that end in "Photo: NAME/Month-YYYY".
#pragma once

#include "geo/photo.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// Reads the essays of one text. `name` is what errors call it, usually the path; its stem is the title of
/// captions that stand before any title. A caption that can't be read goes to `rejected` and the rest go on;
/// text that belongs to no essay goes to `notes`. Every line that is not blank ends up in exactly one title,
/// intro, photo, rejection or note. Throws SourceError where the text is not UTF-8 or holds no photo caption
/// at all.
SourceDocument parse_essay_text(std::string_view text, const std::string& name);

}  // namespace photomap
