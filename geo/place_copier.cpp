#include "geo/place_copier.hpp"

#include <vector>

namespace photomap {

void PlaceCopier::copy(const Georeference& where) {
  copy(where.place_id);
  for (const Candidate& candidate : where.candidates) copy(candidate.place_id);
}

void PlaceCopier::copy(const std::string& id) {
  if (id.empty() || !copied_.insert(id).second) return;
  const auto number = gazetteer_.find_number(id);
  if (!number) return;
  const Place place = gazetteer_.place(*number);
  copy(place.parent_id);
  std::vector<std::string> names;
  for (const PlaceName& name : gazetteer_.names(*number)) {
    if (name.kind != NameKind::demonym) names.emplace_back(name.text);
  }
  transaction_.put_place(place, names);
}

}  // namespace photomap
