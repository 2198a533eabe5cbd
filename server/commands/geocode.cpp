#include "geo/geocoder.hpp"
#include "geo/geojson.hpp"
#include "geo/utf8.hpp"
#include "server/commands/commands.hpp"

#include <fmt/format.h>

namespace photomap {

namespace {

// All candidates, the only one too.
std::vector<Candidate> candidates_of(const Georeference& where) {
  if (!where.candidates.empty() || !where.location) return where.candidates;
  return {{.place_id = where.place_id,
           .place_name = where.place_name,
           .country = where.country,
           .location = *where.location,
           .uncertainty = where.uncertainty,
           .confidence = where.confidence}};
}

std::string describe(Meters uncertainty) {
  return uncertainty.value < 1000 ? fmt::format("{:.0f} m", uncertainty.value)
                                  : fmt::format("{:.1f} km", uncertainty.value / 1000);
}

void print_for_people(const std::string& text, const Georeference& where) {
  say(text);
  int rank = 0;
  for (const Candidate& candidate : candidates_of(where)) {
    say(fmt::format("  {}. {}{}  {:.5f}, {:.5f} (lon, lat) within {}  confidence {:.2f}  [{}]", ++rank,
                    candidate.place_name, candidate.country.empty() ? "" : ", " + candidate.country,
                    candidate.location.lon, candidate.location.lat, describe(candidate.uncertainty),
                    candidate.confidence, candidate.place_id));
  }
  say((rank == 0 ? "  no place found: " : "  because ") + where.reason);
}

}  // namespace

int run_geocode(const GeocodeCommand& command) {
  Gazetteer gazetteer = Gazetteer::open(command.gazetteer);
  Geocoder geocoder(gazetteer);
  for (const std::string& text : command.texts) {
    require_utf8(text, "TEXT");
    const Georeference where = geocoder.locate_text(text);
    if (command.json) {
      const Json answer = {
          {"text", text}, {"reason", where.reason}, {"candidates", candidates_json(candidates_of(where))}};
      say(to_text(answer));
    } else {
      print_for_people(text, where);
    }
  }
  return kExitDone;
}

}  // namespace photomap
