#include "geo/geocoder.hpp"

#include "geo/essay_headings.hpp"
#include "geo/essay_mentions.hpp"
#include "geo/essay_neighbours.hpp"
#include "geo/essay_state.hpp"
#include "geo/essay_surroundings.hpp"
#include "geo/placement.hpp"
#include "geo/romanise.hpp"
#include "geo/search.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr double kTrustEvent = 0.7;
constexpr Meters kOnTheWay =
    Meters::kilometers(25);  // a photo "en route to" elsewhere has left the place it comes from
constexpr Meters kCoarse = Meters::kilometers(200);  // from here on a heading says little of a photo
constexpr Meters kStray = Meters::kilometers(500);
constexpr Meters kFarOff = Meters::kilometers(200);  // a name this far from the rest of its essay is doubtful
constexpr Meters kOutOfTown = Meters::kilometers(60);  // where the caption speaks of villages, lakes, passes
constexpr Meters kAroundUnknown = Meters::kilometers(100);
constexpr double kDoubtOfBareName = 0.4;    // that the photo is where the texts around it say
constexpr double kDoubtOfAttribute = 0.55;  // of "Uzgen rice"
constexpr double kTrustDespiteUnknown = 0.5;
constexpr Meters kUnstatedGps =
    Meters::kilometers(0.1);  // a position from the source that says nothing of its precision

// "opportunities in Central Asia" says nothing that the essay's own place does not say better.
bool is_wide_around(const Place& place, const EssayState& essay) {
  if (place.uncertainty < kCoarse || !place.country.empty() || !essay.placement) return false;
  return std::any_of(essay.placement.places.begin(), essay.placement.places.end(),
                     [&](const Meaning& meaning) { return may_lie_within(meaning.place, place); });
}

bool is_close(const Placement& placement) {
  return placement && placement.places.front().place.uncertainty < kCoarse;
}

// "where Koreans dug their first shelters": a people, a country, a sea, that is only named, says less of the
// photo than what the essay's other texts place closely.
void drop_wide_names(EssayState& essay) {
  const bool others_are_close =
      is_close(essay.placement) ||
      std::any_of(essay.photos.begin(), essay.photos.end(),
                  [](const PhotoState& photo) { return is_close(photo.placement); });
  if (!others_are_close) return;
  for (PhotoState& photo : essay.photos) {
    if (!photo.placement.is_stated && !is_close(photo.placement)) photo.placement = {};
  }
}

void place_by_own_words(EssayState& essay) {
  for (PhotoState& photo : essay.photos) {
    photo.placement = place_by_caption(photo.mentions);
    if (photo.placement && is_wide_around(photo.placement.places.front().place, essay)) photo.placement = {};
  }
  drop_wide_names(essay);
  for (PhotoState& photo : essay.photos)
    photo.by_own_words = photo.by_caption = static_cast<bool>(photo.placement);
}

// Where an event took place, and the photo whose caption says so.
struct EventTown {
  std::size_t witness = 0;  // its index
  Meaning town;
};

// The settlement that a caption names, alone or around its venue.
std::optional<Meaning> find_town(const PhotoState& photo) {
  if (!photo.by_own_words) return std::nullopt;
  for (const ResolvedMention& mention : photo.mentions) {
    const std::string& type = mention.best().feature_type;
    const bool settlement = type == "city" || type == "town" || type == "village";
    if (settlement && may_lie_within(photo.placement.places.front().place, mention.best()))
      return mention.meanings.front();
  }
  return std::nullopt;
}

// By the keys of the events. The first caption that places one is believed.
std::map<std::string, EventTown> towns_of_events(const std::vector<PhotoState>& photos) {
  std::map<std::string, EventTown> towns;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const std::optional<Meaning> town = find_town(photos[i]);
    if (!town) continue;
    for (const EventName& event : photos[i].reading.events) towns.try_emplace(event.key, EventTown{i, *town});
  }
  return towns;
}

// An event that one caption places is placed for the others that name it, by the town and not by the hall.
void place_by_events(std::vector<PhotoState>& photos) {
  const std::map<std::string, EventTown> towns = towns_of_events(photos);
  for (PhotoState& photo : photos) {
    if (photo.placement) continue;
    const auto event = std::find_if(photo.reading.events.begin(), photo.reading.events.end(),
                                    [&](const EventName& name) { return towns.contains(name.key); });
    if (event == photo.reading.events.end()) continue;
    const auto& [witness, town] = towns.at(event->key);
    photo.placement = {
        .places = {town},
        .trust = kTrustEvent,
        .margin = {},
        .reason = fmt::format("'{}' took place in {}, by the caption of photo {} of this essay", event->text,
                              town.place.name, witness + 1)};
    photo.by_caption = true;
  }
}

bool leaves_for_elsewhere(const PhotoState& photo) {
  return std::any_of(photo.mentions.begin(), photo.mentions.end(), [&](const ResolvedMention& mention) {
    if (mention.mention.role != Role::towards) return false;
    return std::none_of(photo.placement.places.begin(), photo.placement.places.end(),
                        [&](const Meaning& meaning) {
                          return may_lie_within(mention.best(), meaning.place) ||
                                 may_lie_within(meaning.place, mention.best());
                        });
  });
}

// "in Arslanbob", which no source has: it is somewhere near, but not where the essay is.
void widen_for_unknown_name(PhotoState& photo) {
  if (photo.reading.unknown_names.empty()) return;
  photo.placement.margin = std::max(photo.placement.margin, kAroundUnknown);
  photo.placement.trust *= kTrustDespiteUnknown;
  photo.placement.reason = fmt::format("the caption names '{}', which the gazetteer lacks; {}",
                                       photo.reading.unknown_names.front(), photo.placement.reason);
}

// Stated, but far from all that an essay of several places is about: "a sari bought for a wedding in
// Hyderabad".
bool is_stray(const EssayState& essay, std::size_t index, const Placement& others) {
  constexpr std::size_t kSeveral = 3;
  constexpr std::size_t kWithinReach = 50;  // photos before and after it
  const Place& own = essay.photos[index].placement.places.front().place;
  const auto is_far = [&](const Place& place) {
    return distance(own.location, place.location) > kStray + own.uncertainty + place.uncertainty;
  };
  std::set<std::string> elsewhere;
  const std::size_t end = std::min(essay.photos.size(), index + kWithinReach);
  for (std::size_t i = index > kWithinReach ? index - kWithinReach : 0; i < end; ++i) {
    if (i == index || !essay.photos[i].by_own_words) continue;
    const Place& place = essay.photos[i].placement.places.front().place;
    if (!is_far(place)) return false;
    elsewhere.insert(place.id);
  }
  return elsewhere.size() >= kSeveral &&
         std::all_of(others.places.begin(), others.places.end(),
                     [&](const Meaning& meaning) { return is_far(meaning.place); });
}

// How many of the places that the texts around a caption are about are the one that it names, or near it.
std::size_t count_agreeing(const Placement& named, const Placement& others) {
  const Place& own = named.places.front().place;
  const Meters apart = named.is_attribute ? Meters{} : kFarOff;
  const auto agrees = [&](const Meaning& meaning) {
    const Place& elsewhere = meaning.place;
    return may_lie_within(own, elsewhere) || may_lie_within(elsewhere, own) ||
           distance(own.location, elsewhere.location) < apart;
  };
  return static_cast<std::size_t>(std::count_if(others.places.begin(), others.places.end(), agrees));
}

void share_with(Placement& named, const Placement& others, double doubt) {
  // "Xitoy telefonlari": goods of a country are sold everywhere.
  if (named.places.front().place.feature_type == "country") named.places.clear();
  if (named) normalise_shares(named.places);
  for (Meaning& meaning : named.places) meaning.share *= 1 - doubt;
  for (const Meaning& meaning : others.places) add_meaning(named.places, meaning, doubt * meaning.share);
  normalise_shares(named.places);
  named.reason += fmt::format(", but not as where the photo was taken; {}", others.reason);
}

// "Uzgen rice", in an essay on Osh; "Heavenly Lake in winter", which has a namesake far away: where the
// caption does not say that the photo was taken there, it may be where the texts around it are.
void hedge_bare_names(EssayState& essay) {
  // Found before any of them changes.
  std::vector<std::pair<std::size_t, Placement>> doubted;
  for (std::size_t i = 0; i < essay.photos.size(); ++i) {
    const PhotoState& photo = essay.photos[i];
    if (!photo.by_own_words) continue;
    Placement others = place_by_surroundings(essay, i);
    if (!others || (photo.placement.is_stated && !is_stray(essay, i, others))) continue;
    const std::size_t agreeing = count_agreeing(photo.placement, others);
    // Of what may be an origin only all that is around must speak for it.
    if (agreeing == 0 || (photo.placement.is_attribute && agreeing < others.places.size()))
      doubted.emplace_back(i, std::move(others));
  }
  for (const auto& [i, others] : doubted) {
    Placement& named = essay.photos[i].placement;
    const bool is_origin = named.is_attribute && count_agreeing(named, others) == 0;
    share_with(named, others, is_origin ? kDoubtOfAttribute : kDoubtOfBareName);
  }
}

void inherit(EssayState& essay) {
  for (std::size_t i = 0; i < essay.photos.size(); ++i) {
    PhotoState& photo = essay.photos[i];
    if (photo.placement) continue;
    photo.placement = place_by_surroundings(essay, i);
    if (!photo.placement) continue;
    photo.placement.reason =
        fmt::format("{}; {}", describe_other_roles(photo.mentions), photo.placement.reason);
    widen_for_unknown_name(photo);
    if (photo.reading.speaks_of_country)
      photo.placement.margin = std::max(photo.placement.margin, kOutOfTown);
    if (leaves_for_elsewhere(photo)) photo.placement.margin = std::max(photo.placement.margin, kOnTheWay);
  }
}

// No heading names a place: then where the essay's other photos are.
void inherit_from_photos(std::vector<PhotoState>& photos) {
  const Placement common = place_by_all_photos(photos);
  if (!common) return;
  for (PhotoState& photo : photos) {
    if (photo.placement) continue;
    photo.placement = common;
    photo.placement.reason =
        fmt::format("{}; the essay's title and intro name none; inherited from its other photos",
                    describe_other_roles(photo.mentions));
  }
}

// The source's own position stands; the caption's place is kept as its name where the two agree.
Georeference at_given_position(const PhotoRecord& record, const Georeference& by_text) {
  const Meters uncertainty = record.uncertainty.value_or(kUnstatedGps);
  const bool agree =
      by_text.location && distance(*record.location, *by_text.location) <= by_text.uncertainty + uncertainty;
  Georeference where = agree ? by_text : Georeference{};
  where.location = record.location;
  where.uncertainty = uncertainty;
  where.confidence = 1;
  where.candidates.clear();
  where.reason = kGivenBySource;
  if (!record.uncertainty)
    where.reason += fmt::format(", its precision not; {} m assumed", kUnstatedGps.value);
  if (agree) where.reason += "; " + by_text.reason;
  return where;
}

Georeference answer(const PhotoState& photo) {
  Georeference where = to_georeference(photo.placement);
  if (!photo.placement) where.reason = describe_other_roles(photo.mentions) + "; nor do other texts name one";
  return photo.record.location ? at_given_position(photo.record, where) : where;
}

}  // namespace

Georeference at_given_position(const PhotoRecord& record) {
  return at_given_position(record, Georeference{});
}

std::vector<Georeference> Geocoder::locate_essay(const EssayRecord& record) {
  EssayState essay = read_essay(record, gazetteer_);
  resolve_headings(essay, resolver_, gazetteer_);
  essay.placement = place_by_headings(essay);
  resolve_captions(essay, resolver_);

  place_by_own_words(essay);
  add_confirmed_places_of_intro(essay);
  widen_scattered_headings(essay);
  refine_by_headings(essay);
  hedge_bare_names(essay);
  place_by_events(essay.photos);
  inherit(essay);
  inherit_from_photos(essay.photos);

  std::vector<Georeference> answers;
  for (const PhotoState& photo : essay.photos) answers.push_back(answer(photo));
  return answers;
}

std::vector<ResolvedMention> Geocoder::explain_text(const std::string& text) {
  const CaptionReading reading = read_caption(text, name_tests(gazetteer_));
  std::vector<ResolvedMention> resolved = resolver_.resolve_all(reading, {});
  // Those that mean no place are told as well.
  for (const Mention& mention : reading.mentions) {
    const bool is_resolved = std::any_of(resolved.begin(), resolved.end(), [&](const ResolvedMention& other) {
      return other.mention.begin == mention.begin;
    });
    if (!is_resolved) resolved.push_back({.mention = mention, .meanings = {}});
  }
  std::sort(resolved.begin(), resolved.end(), [](const ResolvedMention& a, const ResolvedMention& b) {
    return a.mention.begin < b.mention.begin;
  });
  return resolved;
}

Georeference Geocoder::locate_text(const std::string& text) {
  EssayRecord essay;
  essay.photos.emplace_back().caption = text;
  const Georeference where = locate_essay(essay).front();
  if (where.location) return where;
  // Of a text that speaks of known names, if not as where it was taken, none is misspelt.
  return read_caption(text, name_tests(gazetteer_)).mentions.empty() ? locate_misspelt(text, where) : where;
}

// Nobody is called so, but something may be meant: "Qo'ng'irot", "Almtay".
Georeference Geocoder::locate_misspelt(const std::string& text, const Georeference& nowhere) {
  constexpr std::size_t kMostCandidates = 5;
  constexpr double kTrustSpelling = 0.6;
  constexpr std::size_t kLongestName = 3;  // words; a sentence without a place is no misspelt name
  constexpr double kResembles = 0.7;       // all of the text, and not a word of it
  if (split_words(text).size() > kLongestName) return nowhere;
  const std::string romanised = romanise(fold(text));
  Placement placement{.places = {}, .trust = kTrustSpelling, .margin = {}, .reason = {}};
  double closeness = 0;
  double share = 1;
  for (const FoundPlace& found : search_places(gazetteer_, {.text = text, .limit = kMostCandidates})) {
    if (found.closeness < closeness) break;
    const std::string_view name = gazetteer_.text(gazetteer_.name(found.name).text);
    if (!gazetteer_.names_alone(found.name) || similarity(romanised, romanise(fold(name))) < kResembles)
      continue;
    closeness = found.closeness;
    // The search has put them in order; how much one is likelier than the next is not known.
    placement.places.push_back({found.place, gazetteer_.place(found.place), share, {}});
    share /= 2;
  }
  if (!placement) return nowhere;
  placement.trust *= closeness;
  normalise_shares(placement.places);
  placement.reason = fmt::format("no place is called '{}'; the nearest spelling is '{}'", text,
                                 placement.places.front().place.name);
  return to_georeference(placement);
}

}  // namespace photomap
