#include "geo/essay_mentions.hpp"

#include "geo/caption.hpp"
#include "geo/text.hpp"

#include <map>
#include <string>

namespace photomap {

namespace {

void resolve_headings_in(EssayState& essay, Resolver& resolver, const Context& context) {
  essay.title.mentions = resolver.resolve_all(essay.title.reading, context);
  essay.intro.mentions = resolver.resolve_all(essay.intro.reading, context);
}

// In two rounds, as the intro may settle what the title means.
Context support_of_headings(EssayState& essay, Resolver& resolver) {
  Context headings;
  for (int round = 0; round < 2; ++round) {
    resolve_headings_in(essay, resolver, headings);
    headings = {};
    add_support(headings, essay.title.mentions);
    add_support(headings, essay.intro.mentions);
  }
  return headings;
}

// `headings`, and what the captions name in their light. A single caption's country is its own, not the
// essay's.
Context add_support_of_captions(const Context& headings, const EssayState& essay, Resolver& resolver) {
  Context all = headings;
  std::map<std::string, int> captions_naming;
  int captions_naming_any = 0;
  for (const PhotoState& photo : essay.photos) {
    Context caption;
    add_support(caption, resolver.resolve_all(photo.reading, headings));
    for (const std::string& country : caption.countries) ++captions_naming[country];
    captions_naming_any += caption.countries.empty() ? 0 : 1;
    all.places.insert(caption.places.begin(), caption.places.end());
  }
  for (const auto& [country, captions] : captions_naming) {
    if (2 * captions > captions_naming_any) all.countries.insert(country);
  }
  return all;
}

}  // namespace

namespace {

// "in Russian" names a language, no place that the gazetteer lacks.
void forget_peoples(CaptionReading& reading, const Gazetteer& gazetteer) {
  std::erase_if(reading.unknown_names,
                [&](const std::string& name) { return !gazetteer.find(fold(name)).empty(); });
}

}  // namespace

EssayState read_essay(const EssayRecord& record, const Gazetteer& gazetteer) {
  const NameTests is_name = name_tests(gazetteer);
  EssayState essay;
  essay.title.reading = read_caption(record.title, is_name, TextKind::title);
  essay.intro.reading = read_caption(record.intro, is_name);
  for (const PhotoRecord& photo : record.photos) {
    essay.photos.push_back(
        {.record = photo, .reading = read_caption(photo.caption, is_name), .mentions = {}, .placement = {}});
    forget_peoples(essay.photos.back().reading, gazetteer);
  }
  return essay;
}

void resolve_headings(EssayState& essay, Resolver& resolver) {
  const Context headings = support_of_headings(essay, resolver);
  const Context all = add_support_of_captions(headings, essay, resolver);
  resolve_headings_in(essay, resolver, all);
  essay.countries = all.countries;
}

void resolve_captions(EssayState& essay, Resolver& resolver) {
  // A caption that names its own city is not argued with by the essay's other cities, so those are left out.
  Context context;
  context.countries = essay.countries;
  for (const Meaning& meaning : essay.placement.places) context.places.insert(meaning.number);
  for (PhotoState& photo : essay.photos) {
    context.taken = photo.record.taken;
    photo.mentions = resolver.resolve_all(photo.reading, context);
  }
}

}  // namespace photomap
