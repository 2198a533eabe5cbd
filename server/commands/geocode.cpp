#include "geo/explanation.hpp"
#include "geo/geocoder.hpp"
#include "geo/geojson.hpp"
#include "geo/utf8.hpp"
#include "server/commands/commands.hpp"

#include <fmt/format.h>

namespace photomap {

namespace {

// All candidates, the only one too, by their names in a language.
std::vector<Candidate> candidates_of(const Georeference& where, const Gazetteer& gazetteer,
                                     const std::string& language) {
  std::vector<Candidate> candidates = where.candidates;
  if (candidates.empty() && where.location) {
    candidates.push_back({.place_id = where.place_id,
                          .place_name = where.place_name,
                          .country = where.country,
                          .location = *where.location,
                          .uncertainty = where.uncertainty,
                          .confidence = where.confidence});
  }
  for (Candidate& candidate : candidates) {
    if (const auto number = gazetteer.find_number(candidate.place_id))
      candidate.place_name = gazetteer.display_name(*number, language);
  }
  return candidates;
}

std::string describe(Meters uncertainty) {
  return uncertainty.value < 1000 ? fmt::format("{:.0f} m", uncertainty.value)
                                  : fmt::format("{:.1f} km", uncertainty.value / 1000);
}

void print_for_people(const std::string& text, const Georeference& where,
                      const std::vector<Candidate>& candidates) {
  say(text);
  int rank = 0;
  for (const Candidate& candidate : candidates) {
    say(fmt::format("  {}. {}{}  {:.5f}, {:.5f} (lon, lat) within {}  confidence {:.2f}  [{}]", ++rank,
                    candidate.place_name, candidate.country.empty() ? "" : ", " + candidate.country,
                    candidate.location.lon, candidate.location.lat, describe(candidate.uncertainty),
                    candidate.confidence, candidate.place_id));
  }
  say((rank == 0 ? "  no place found: " : "  because ") + where.reason);
}

std::string describe_role(const Mention& mention) {
  if (mention.role == Role::embedded) return fmt::format("embedded in '{}'", mention.within);
  const std::string_view role = role_name(mention.role);
  return mention.trigger.empty() ? std::string(role) : fmt::format("{} (\"{}\")", role, mention.trigger);
}

Json explanation_json(const ResolvedMention& resolved) {
  Json candidates = Json::array();
  for (const Meaning& meaning : resolved.meanings) {
    Json factors = Json::array();
    for (const Factor& factor : meaning.factors)
      factors.push_back({{"why", factor.why}, {"factor", factor.value}});
    candidates.push_back({{"place_id", meaning.place.id},
                          {"place_name", meaning.place.name},
                          {"share", meaning.share},
                          {"factors", factors}});
  }
  return {{"text", resolved.mention.text},
          {"role", role_name(resolved.mention.role)},
          {"trigger", resolved.mention.trigger},
          {"candidates", candidates},
          {"no_place", belief_in_no_place(resolved.mention)}};
}

void explain_for_people(const Gazetteer& gazetteer, const std::vector<ResolvedMention>& mentions) {
  for (const ResolvedMention& resolved : mentions) {
    say(fmt::format("  '{}', {}", resolved.mention.text, describe_role(resolved.mention)));
    for (const Meaning& meaning : resolved.meanings) {
      say(fmt::format("    {:5.1f} %  {}  [{}]", 100 * meaning.share,
                      name_with_surroundings(gazetteer, meaning.number, {}), meaning.place.id));
      for (const Factor& factor : meaning.factors)
        say(fmt::format("             × {:<10.4g} {}", factor.value, factor.why));
    }
    say(fmt::format("    {} {:.4g}",
                    resolved.meanings.empty() ? "taken for no place, which is worth"
                                              : "against no place at all, which is worth",
                    belief_in_no_place(resolved.mention)));
  }
  if (mentions.empty()) say("  no word of it is a name of the gazetteer");
}

}  // namespace

int run_geocode(const GeocodeCommand& command) {
  const Gazetteer gazetteer = Gazetteer::open(command.gazetteer);
  Geocoder geocoder(gazetteer);
  for (const std::string& text : command.texts) {
    require_utf8(text, "TEXT");
    const Georeference where = geocoder.locate_text(text);
    const std::vector<Candidate> candidates = candidates_of(where, gazetteer, command.language);
    if (command.json) {
      Json answer = {{"text", text}, {"reason", where.reason}, {"candidates", candidates_json(candidates)}};
      if (command.explain) {
        answer["mentions"] = Json::array();
        for (const ResolvedMention& resolved : geocoder.explain_text(text))
          answer["mentions"].push_back(explanation_json(resolved));
      }
      say(to_text(answer));
    } else {
      print_for_people(text, where, candidates);
      if (command.explain) explain_for_people(gazetteer, geocoder.explain_text(text));
    }
  }
  return kExitDone;
}

}  // namespace photomap
