#include "geo/correction.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace photomap {

namespace {

// All that the texts may mean, the only one too.
std::vector<Candidate> places_of(const Georeference& by_text) {
  if (!by_text.candidates.empty() || !by_text.location) return by_text.candidates;
  return {{.place_id = by_text.place_id,
           .place_name = by_text.place_name,
           .country = by_text.country,
           .location = *by_text.location,
           .uncertainty = by_text.uncertainty,
           .confidence = by_text.confidence}};
}

}  // namespace

Georeference corrected(const Georeference& by_text, const Correction& correction) {
  Georeference where;
  const std::vector<Candidate> places = places_of(by_text);
  const auto place = std::find_if(places.begin(), places.end(), [&](const Candidate& candidate) {
    return distance(candidate.location, correction.location) <=
           candidate.uncertainty + correction.uncertainty;
  });
  if (place != places.end()) {
    where.place_id = place->place_id;
    where.place_name = place->place_name;
    where.country = place->country;
  }
  where.location = correction.location;
  where.uncertainty = correction.uncertainty;
  where.confidence = 1;
  where.reason = fmt::format("corrected by {} on {}: {}; {}", correction.who,
                             format_day(std::chrono::floor<std::chrono::days>(correction.at)),
                             trim_signs(correction.note, ".;"), by_text.reason);
  return where;
}

}  // namespace photomap
