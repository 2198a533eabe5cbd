#include "geo/essay_mentions.hpp"

#include "geo/caption.hpp"
#include "geo/text.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr Meters kTogether = Meters::kilometers(500);  // two texts this near bear each other out

// What each text of an essay names beyond doubt where a photo may have been taken: title, intro, then the
// captions.
using NamedPlaces = std::vector<std::vector<PlaceNumber>>;

constexpr std::size_t kTitle = 0;
constexpr std::size_t kIntro = 1;
constexpr std::size_t kCaptions = 2;
constexpr std::size_t kWithinReach = 30;  // captions before and after one that may speak for it

std::vector<PlaceNumber> own_places(const std::vector<ResolvedMention>& mentions) {
  constexpr Meters kWide = Meters::kilometers(200);
  std::vector<ResolvedMention> own;
  std::copy_if(mentions.begin(), mentions.end(), std::back_inserter(own), [](const ResolvedMention& m) {
    return m.mention.role != Role::backdrop && m.mention.role != Role::from &&
           m.mention.role != Role::towards && m.best().uncertainty < kWide;
  });
  Context named;
  add_support(named, own);
  return {named.places.begin(), named.places.end()};
}

// The texts that speak for one: title and intro, and the captions within reach of it.
template <typename Visit>
void for_each_companion(std::size_t text, std::size_t texts, const Visit& visit) {
  const std::size_t first = text < kCaptions + kWithinReach ? kCaptions : text - kWithinReach;
  const std::size_t last = std::min(texts, text + kWithinReach + 1);
  for (std::size_t other = 0; other < kCaptions; ++other) {
    if (other != text) visit(other);
  }
  for (std::size_t other = first; other < last; ++other) {
    if (other != text) visit(other);
  }
}

bool stands_with_another(const Gazetteer& gazetteer, const NamedPlaces& named, std::size_t text,
                         PlaceNumber number) {
  const PlaceRow& row = gazetteer.row(number);
  bool stands = false;
  for_each_companion(text, named.size(), [&](std::size_t other) {
    stands = stands || std::any_of(named[other].begin(), named[other].end(), [&](PlaceNumber place) {
               const PlaceRow& its = gazetteer.row(place);
               return distance({row.lon, row.lat}, {its.lon, its.lat}) <= kTogether;
             });
  });
  return stands;
}

// But for what stands alone: a namesake far off keeps no company.
NamedPlaces without_strays(const NamedPlaces& named, const Gazetteer& gazetteer) {
  NamedPlaces kept(named.size());
  for (std::size_t text = 0; text < named.size(); ++text) {
    std::copy_if(named[text].begin(), named[text].end(), std::back_inserter(kept[text]),
                 [&](PlaceNumber place) { return stands_with_another(gazetteer, named, text, place); });
  }
  return kept;
}

std::vector<PlaceNumber> company_of(const EssayState& essay, std::size_t text) {
  std::vector<PlaceNumber> company;
  for_each_companion(text, essay.named.size(), [&](std::size_t other) {
    company.insert(company.end(), essay.named[other].begin(), essay.named[other].end());
  });
  return company;
}

const CaptionReading& reading_of(const EssayState& essay, std::size_t text) {
  if (text == kTitle) return essay.title.reading;
  if (text == kIntro) return essay.intro.reading;
  return essay.photos[text - kCaptions].reading;
}

// In two rounds: at first each text is read alone, then in the company of the others.
void find_company(EssayState& essay, Resolver& resolver, const Gazetteer& gazetteer) {
  essay.named.assign(essay.photos.size() + kCaptions, {});
  for (int round = 0; round < 2; ++round) {
    NamedPlaces named;
    for (std::size_t text = 0; text < essay.named.size(); ++text) {
      Context context;
      context.company = company_of(essay, text);
      named.push_back(own_places(resolver.resolve_all(reading_of(essay, text), context)));
    }
    essay.named = without_strays(named, gazetteer);
  }
}

void resolve_headings_in(EssayState& essay, Resolver& resolver, Context context) {
  context.company = company_of(essay, kTitle);
  essay.title.mentions = resolver.resolve_all(essay.title.reading, context);
  context.company = company_of(essay, kIntro);
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
  for (std::size_t i = 0; i < essay.photos.size(); ++i) {
    Context context = headings;
    context.company = company_of(essay, i + kCaptions);
    Context caption;
    add_support(caption, resolver.resolve_all(essay.photos[i].reading, context));
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

// A name like that of a place that is none here: of a place that the gazetteer lacks, it may be.
void note_unread_names(PhotoState& photo) {
  for (const Mention& mention : photo.reading.mentions) {
    const bool is_resolved =
        std::any_of(photo.mentions.begin(), photo.mentions.end(),
                    [&](const ResolvedMention& resolved) { return resolved.mention.begin == mention.begin; });
    if (is_resolved || mention.may_be_word || mention.role == Role::embedded) continue;
    photo.reading.has_unread_names = true;
    if (mention.spelt_otherwise && mention.trigger_is_near)
      photo.reading.unknown_names.push_back(mention.text);
  }
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

void resolve_headings(EssayState& essay, Resolver& resolver, const Gazetteer& gazetteer) {
  find_company(essay, resolver, gazetteer);
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
  for (std::size_t i = 0; i < essay.photos.size(); ++i) {
    PhotoState& photo = essay.photos[i];
    context.company = company_of(essay, i + kCaptions);
    context.taken = photo.record.taken;
    photo.mentions = resolver.resolve_all(photo.reading, context);
    note_unread_names(photo);
  }
}

}  // namespace photomap
