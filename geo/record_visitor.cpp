#include "geo/record_visitor.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

namespace photomap {

void DocumentBuilder::visit_photo(std::string_view essay_title, std::string_view intro, PhotoRecord& photo) {
  const std::string title = essay_title.empty() ? untitled_ : std::string(essay_title);
  const auto [found, is_new] = by_title_.emplace(title, document.essays.size());
  if (is_new) document.essays.push_back({title, {}, {}, photo.line});
  EssayRecord& essay = document.essays[found->second];
  if (!photo.source_id.empty()) {
    const auto [first, is_first] = line_of_id_.try_emplace({found->second, photo.source_id}, photo.line);
    if (!is_first) {
      visit_rejected({photo.line, fmt::format("id {} stands already in line {}; give each photo its own",
                                              quote(photo.source_id), first->second)});
      return;
    }
  }
  if (auto note = note_other_intro(essay.intro, intro, photo.line)) visit_note(std::move(*note));
  if (essay.intro.empty()) essay.intro = intro;
  essay.photos.push_back(std::move(photo));
}

std::optional<Rejection> note_other_intro(std::string_view standing, std::string_view intro, int line) {
  if (intro.empty() || standing.empty() || intro == standing) return std::nullopt;
  return Rejection{line, "another intro of the same essay: " + quote(intro)};
}

}  // namespace photomap
