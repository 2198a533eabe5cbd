#include "geo/placement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

namespace photomap {

namespace {

// How well the ways to find a place hold, before the shares of the name's meanings.
constexpr double kTrustStated = 0.95;
constexpr double kTrustNamed = 0.85;
constexpr double kTrustRoute = 0.7;
constexpr double kTrustHeading = 0.75;

// How far a lake, a pass or an airport may lie from the town of its name, and reach.
constexpr Meters kBeside = Meters::kilometers(30);

using Mentions = std::vector<const ResolvedMention*>;

Mentions with_roles(const std::vector<ResolvedMention>& mentions, std::initializer_list<Role> roles) {
  Mentions chosen;
  for (const ResolvedMention& mention : mentions) {
    if (std::find(roles.begin(), roles.end(), mention.mention.role) != roles.end())
      chosen.push_back(&mention);
  }
  return chosen;
}

bool may_lie_in_any(const Place& inner, const ResolvedMention& outer) {
  return std::any_of(outer.meanings.begin(), outer.meanings.end(),
                     [&](const Meaning& meaning) { return may_lie_within(inner, meaning.place); });
}

// Of nested mentions only the inner ones: "Siab Bazaar in Samarkand" is the bazaar. Of the same place twice,
// the first.
Mentions finest(const Mentions& mentions) {
  Mentions inner;
  for (const ResolvedMention* outer : mentions) {
    const bool holds_another =
        std::any_of(mentions.begin(), mentions.end(), [&](const ResolvedMention* other) {
          if (other == outer) return false;
          const bool finer = other->best().uncertainty < outer->best().uncertainty;
          const bool same_but_earlier = other->best().id == outer->best().id && other < outer;
          return same_but_earlier || (finer && may_lie_in_any(other->best(), *outer));
        });
    if (!holds_another) inner.push_back(outer);
  }
  return inner;
}

// Adds the named mentions that lie inside a stated place and are finer: "the wall of the mosque ... in
// Samarkand".
Mentions refine(const Mentions& stated, const Mentions& named) {
  if (stated.empty()) return named;
  Mentions all = stated;
  for (const ResolvedMention* mention : named) {
    const bool inside = std::any_of(stated.begin(), stated.end(), [&](const ResolvedMention* outer) {
      return mention->best().uncertainty < outer->best().uncertainty &&
             may_lie_in_any(mention->best(), *outer);
    });
    if (inside) all.push_back(mention);
  }
  return all;
}

void sort_by_share(std::vector<Meaning>& places) {
  std::stable_sort(places.begin(), places.end(),
                   [](const Meaning& a, const Meaning& b) { return a.share > b.share; });
}

// The meanings of several mentions, any of which may be it; shares divided among them.
std::vector<Meaning> pool(const Mentions& mentions) {
  std::vector<Meaning> places;
  for (const ResolvedMention* mention : mentions) {
    for (const Meaning& meaning : mention->meanings) {
      add_meaning(places, meaning, meaning.share / static_cast<double>(mentions.size()));
    }
  }
  sort_by_share(places);
  return places;
}

std::string quoted_list(const Mentions& mentions) {
  std::string list;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (i > 0) list += i + 1 == mentions.size() ? " and " : ", ";
    list += fmt::format("'{}'", mentions[i]->mention.text);
  }
  return list;
}

// The places that the text names around the chosen one, from the inside out: "; in Samarkand".
std::string describe_surroundings(const Place& place, const std::vector<ResolvedMention>& mentions) {
  Mentions around;
  for (const ResolvedMention& mention : mentions) {
    const Place& other = mention.best();
    const bool usable = mention.mention.role == Role::at || mention.mention.role == Role::named ||
                        mention.mention.role == Role::camera;
    if (usable && other.id != place.id && place.uncertainty < other.uncertainty &&
        may_lie_within(place, other))
      around.push_back(&mention);
  }
  std::sort(around.begin(), around.end(),
            [](auto* a, auto* b) { return a->best().uncertainty < b->best().uncertainty; });
  std::string words;
  for (const ResolvedMention* mention : around) {
    const std::string& name = mention->best().name;
    if (words.find(name) == std::string::npos) words += (words.empty() ? "; in " : ", ") + name;
  }
  return words;
}

std::string names_of(const std::vector<Meaning>& places) {
  constexpr std::size_t kMostListed = 3;
  if (places.size() > kMostListed) return fmt::format("{} places", places.size());
  const bool one_country = std::all_of(places.begin(), places.end(), [&](const Meaning& meaning) {
    return meaning.place.country == places.front().place.country;
  });
  std::string names;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& [name, country] = std::tie(places[i].place.name, places[i].place.country);
    if (i > 0) names += i + 1 == places.size() ? " or " : ", ";
    names += one_country || country.empty() ? name : fmt::format("{} [{}]", name, country);
  }
  return names;
}

// "Osh Bazaar in Bishkek" is in Bishkek: what a facility is named for gives way to where it stands.
void drop_facility_names(Mentions& stated) {
  const auto is_elsewhere = [&](const ResolvedMention* named) {
    return named->mention.names_facility &&
           std::any_of(stated.begin(), stated.end(), [&](const ResolvedMention* other) {
             return !other->mention.names_facility && !may_lie_within(named->best(), other->best());
           });
  };
  Mentions kept;
  std::copy_if(stated.begin(), stated.end(), std::back_inserter(kept),
               [&](const ResolvedMention* m) { return !is_elsewhere(m); });
  stated = std::move(kept);
}

// "né à Hamadan, en Iran": the country around what is named only as an origin, a direction or a view says no
// more of the photo than that does.
void drop_surroundings_of_others(Mentions& stated, const std::vector<ResolvedMention>& mentions) {
  constexpr std::size_t kNextTo = 8;  // bytes between the two
  std::erase_if(stated, [&](const ResolvedMention* outer) {
    return std::any_of(mentions.begin(), mentions.end(), [&](const ResolvedMention& inner) {
      const Role role = inner.mention.role;
      const bool is_elsewhere = role == Role::from || role == Role::towards || role == Role::backdrop;
      return is_elsewhere && inner.mention.end <= outer->mention.begin &&
             outer->mention.begin - inner.mention.end <= kNextTo &&
             inner.best().uncertainty < outer->best().uncertainty && may_lie_in_any(inner.best(), *outer);
    });
  });
}

// "In front of the Lenin that was moved, Khujand.": what ends the sentence says where; what else is stated
// counts if it lies there.
void prefer_datelines(Mentions& stated) {
  Mentions datelines;
  std::copy_if(stated.begin(), stated.end(), std::back_inserter(datelines),
               [](const ResolvedMention* m) { return m->mention.ends_sentence; });
  if (datelines.empty()) return;
  std::erase_if(stated, [&](const ResolvedMention* m) {
    return std::none_of(datelines.begin(), datelines.end(), [&](const ResolvedMention* dateline) {
      return may_lie_in_any(m->best(), *dateline) || may_lie_in_any(dateline->best(), *m);
    });
  });
}

// "Apples at the bazaar in Gazalkent, and chocolate from Russia", in a language that says "Russian": of a
// country and a place elsewhere the place is it.
void drop_coarse(Mentions& chosen) {
  constexpr Meters kWide = Meters::kilometers(200);
  const auto is_coarse = [&](const ResolvedMention* m) { return m->best().uncertainty >= kWide; };
  if (!std::all_of(chosen.begin(), chosen.end(), is_coarse)) std::erase_if(chosen, is_coarse);
}

// "Uzgen rice" is sold elsewhere; "Burana Tower visitors" are there.
bool is_home_of_goods(const Place& place) {
  const std::string& type = place.feature_type;
  return type == "city" || type == "town" || type == "village" || type == "country" ||
         type.starts_with("admin");
}

Placement decide(const Mentions& chosen, const std::vector<ResolvedMention>& all, double trust,
                 std::string_view how) {
  Placement placement{.places = pool(chosen), .trust = trust, .margin = {}, .reason = {}};
  placement.reason = fmt::format("{} {}", quoted_list(chosen), how);
  const bool lies_beside = std::any_of(chosen.begin(), chosen.end(), [](const ResolvedMention* resolved) {
    return resolved->mention.lies_beside && resolved->best().feature_type != "country" &&
           resolved->best().feature_type != "airport";
  });
  if (lies_beside) placement.margin = kBeside;
  if (chosen.size() == 1) placement.reason += describe_surroundings(placement.places.front().place, all);
  return placement;
}

// "from Karshi to Guzar", "between Karshi and Guzar", "Karshi to Guzar"
bool are_ends_of_route(const Mention& from, const Mention& to) {
  constexpr std::size_t kNextTo = 8;  // bytes between the two
  if (to.begin < from.end || to.begin - from.end > kNextTo) return false;
  const auto says_between = [](const Mention& m) {
    return m.trigger == "between" || m.trigger == "entre" || m.trigger == "между";
  };
  if (says_between(from)) return says_between(to);
  const bool may_start = from.role == Role::from || from.role == Role::named || from.role == Role::at;
  return may_start && to.role == Role::towards && to.trigger_is_near;
}

// Both ends known closely, and apart: on the way between continents nobody knows where.
bool is_route(const Place& from, const Place& to) {
  constexpr Meters kLongest = Meters::kilometers(600);
  constexpr Meters kEnd = Meters::kilometers(60);
  return from.uncertainty <= kEnd && to.uncertainty <= kEnd &&
         distance(from.location, to.location) <= kLongest && !may_lie_within(from, to) &&
         !may_lie_within(to, from);
}

bool states_another(const std::vector<ResolvedMention>& mentions, const ResolvedMention& from,
                    const ResolvedMention& to) {
  return std::any_of(mentions.begin(), mentions.end(), [&](const ResolvedMention& other) {
    const Role role = other.mention.role;
    return &other != &from && &other != &to && (role == Role::at || role == Role::camera) &&
           !may_lie_within(from.best(), other.best());
  });
}

Placement between(const ResolvedMention& from, const ResolvedMention& to) {
  constexpr double kBends = 0.15;  // of its length: how far a road strays from the straight line
  Placement placement{.places = {from.meanings.front(), to.meanings.front()},
                      .trust = kTrustRoute,
                      .margin = {kBends * distance(from.best().location, to.best().location).value},
                      .reason = fmt::format("on the way between '{}' and '{}', which the caption names",
                                            from.mention.text, to.mention.text)};
  for (Meaning& meaning : placement.places) meaning.share = 0.5;
  placement.between = midpoint(from.best().location, to.best().location);
  placement.is_stated = true;
  return placement;
}

// On the way between two places that the caption names, if it states no other.
Placement place_on_route(const std::vector<ResolvedMention>& mentions) {
  for (std::size_t i = 1; i < mentions.size(); ++i) {
    const ResolvedMention& from = mentions[i - 1];
    const ResolvedMention& to = mentions[i];
    if (are_ends_of_route(from.mention, to.mention) && is_route(from.best(), to.best()) &&
        !states_another(mentions, from, to))
      return between(from, to);
  }
  return {};
}

}  // namespace

void add_meaning(std::vector<Meaning>& places, Meaning meaning, double share) {
  const auto same = std::find_if(places.begin(), places.end(),
                                 [&](const Meaning& other) { return other.place.id == meaning.place.id; });
  if (same != places.end()) {
    same->share += share;
  } else {
    meaning.share = share;
    places.push_back(std::move(meaning));
  }
}

void normalise_shares(std::vector<Meaning>& places) {
  double sum = 0;
  for (const Meaning& meaning : places) sum += meaning.share;
  for (Meaning& meaning : places) meaning.share /= sum;
  sort_by_share(places);
}

Placement place_by_caption(const std::vector<ResolvedMention>& mentions) {
  if (Placement placement = place_on_route(mentions)) return placement;
  const Mentions camera = with_roles(mentions, {Role::camera});
  if (!camera.empty()) {
    Mentions finest_camera = finest(camera);
    drop_coarse(finest_camera);
    Placement placement =
        decide(finest_camera, mentions, kTrustStated, "named in the caption as where the camera stood");
    placement.is_stated = true;
    return placement;
  }
  Mentions stated = with_roles(mentions, {Role::at});
  drop_facility_names(stated);
  drop_surroundings_of_others(stated, mentions);
  prefer_datelines(stated);
  Mentions chosen = finest(refine(stated, with_roles(mentions, {Role::named})));
  if (chosen.empty()) return {};
  drop_coarse(chosen);
  Placement placement =
      decide(chosen, mentions, stated.empty() ? kTrustNamed : kTrustStated, "named in the caption");
  placement.is_stated = !stated.empty();
  placement.is_attribute =
      stated.empty() && std::all_of(chosen.begin(), chosen.end(), [](const ResolvedMention* resolved) {
        return resolved->mention.is_attribute && resolved->mention.role == Role::named &&
               is_home_of_goods(resolved->best());
      });
  return placement;
}

Placement place_by_heading(const std::vector<ResolvedMention>& mentions, const std::string& where) {
  const Mentions usable = finest(with_roles(mentions, {Role::at, Role::named, Role::camera}));
  if (usable.empty()) return {};
  return decide(usable, mentions, kTrustHeading, fmt::format("named in the essay's {}", where));
}

Placement place_marked(const ResolvedMention& mention) {
  Placement placement = decide({&mention}, {}, kTrustStated, "marked in the text");
  placement.margin = {};  // asked is where the name's place is, not where a photo was taken
  return placement;
}

std::string describe_other_roles(const std::vector<ResolvedMention>& mentions) {
  for (const ResolvedMention& mention : mentions) {
    const auto& [text, trigger, within] =
        std::tie(mention.mention.text, mention.mention.trigger, mention.mention.within);
    switch (mention.mention.role) {
      case Role::towards:
        return fmt::format("the caption names '{}' only as a direction (\"{}\")", text, trigger);
      case Role::from: return fmt::format("the caption names '{}' only as an origin (\"{}\")", text, trigger);
      case Role::backdrop:
        return fmt::format("the caption names '{}' only as what is seen (\"{}\")", text, trigger);
      case Role::embedded: return fmt::format("the caption names '{}' only within '{}'", text, within);
      default: break;
    }
  }
  return "no place named in the caption";
}

Georeference to_georeference(const Placement& placement) {
  Georeference where;
  where.reason = placement.reason;
  if (!placement) return where;
  const Place& best = placement.places.front().place;
  const double share = placement.places.front().share;
  where.location = best.location;
  where.place_id = best.id;
  where.place_name = best.name;
  where.country = best.country;
  where.confidence = placement.trust * share;
  if (placement.between) {
    where.location = placement.between;
    where.confidence = placement.trust;
  }
  for (const auto& [number, place, of_place, factors] : placement.places) {
    where.uncertainty =
        std::max(where.uncertainty, distance(*where.location, place.location) + place.uncertainty);
    if (placement.places.size() > 1) {
      where.candidates.push_back({place.id, place.name, place.country, place.location, place.uncertainty,
                                  placement.trust * of_place});
    }
  }
  where.uncertainty = {std::ceil((where.uncertainty + placement.margin).value)};
  if (placement.places.size() > 1) {
    where.reason += fmt::format("; {} remain possible, the circle holds {}", names_of(placement.places),
                                placement.places.size() == 2 ? "both" : "all");
  }
  return where;
}

}  // namespace photomap
