#include "geo/essay_neighbours.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace photomap {

namespace {

constexpr double kTrustNeighbours = 0.4;
constexpr double kAdjacentWeight = 3;
constexpr double kSameMonthWeight = 2;
constexpr double kNotThereYet = 0.3;  // "crossing to the Chinese side" is not on it

using Photos = std::vector<PhotoState>;

// The nearest photo before and the nearest after that a caption places; the nearer the more.
double weight_of_adjacent(const Photos& photos, Photos::const_iterator photo, const Place& place) {
  const auto is_witness = [](const PhotoState& other) { return other.by_caption; };
  const auto weight_at = [](std::ptrdiff_t steps) { return kAdjacentWeight / static_cast<double>(steps); };
  const auto backwards = std::make_reverse_iterator(photo);  // starts one step before the photo
  const auto before = std::find_if(backwards, photos.rend(), is_witness);
  const auto after = std::find_if(photo + 1, photos.end(), is_witness);
  double weight = 1;
  if (before != photos.rend() && is_placed_in(*before, place)) weight += weight_at(before - backwards + 1);
  if (after != photos.end() && is_placed_in(*after, place)) weight += weight_at(after - photo);
  return weight;
}

// Photos of the same month count where they stand in one of the places only.
void add_weight_of_date(const Photos& photos, const PhotoState& photo, std::vector<double>& weights) {
  if (!photo.record.taken) return;
  std::set<std::size_t> places_of_month;
  for (const PhotoState& other : photos) {
    if (!other.by_caption || other.record.taken != photo.record.taken) continue;
    for (std::size_t p = 0; p < weights.size(); ++p) {
      if (is_placed_in(other, photo.placement.places[p].place)) places_of_month.insert(p);
    }
  }
  if (places_of_month.size() == 1) weights[*places_of_month.begin()] += kSameMonthWeight;
}

bool is_bound_for(const PhotoState& photo, const Place& place) {
  return std::any_of(photo.mentions.begin(), photo.mentions.end(), [&](const ResolvedMention& mention) {
    return mention.mention.role == Role::towards &&
           (mention.best().id == place.id || mention.best().parent_id == place.id);
  });
}

// A factor for each place of the photo.
std::vector<double> weights_of_places(const Photos& photos, std::size_t index) {
  const PhotoState& photo = photos[index];
  const auto position = photos.begin() + static_cast<std::ptrdiff_t>(index);
  std::vector<double> weights;
  for (const Meaning& meaning : photo.placement.places)
    weights.push_back(weight_of_adjacent(photos, position, meaning.place));
  add_weight_of_date(photos, photo, weights);
  for (std::size_t p = 0; p < weights.size(); ++p) {
    if (is_bound_for(photo, photo.placement.places[p].place)) weights[p] *= kNotThereYet;
  }
  return weights;
}

}  // namespace

void weigh_by_neighbours(std::vector<PhotoState>& photos, std::size_t index) {
  Placement& placement = photos[index].placement;
  if (placement.places.size() < 2) return;
  const std::vector<double> weights = weights_of_places(photos, index);
  const bool all_alike =
      std::all_of(weights.begin(), weights.end(), [&](double weight) { return weight == weights.front(); });
  if (all_alike) return;
  for (std::size_t p = 0; p < weights.size(); ++p) placement.places[p].share *= weights[p];
  normalise_shares(placement.places);
  placement.reason += "; the captions around it speak for " + placement.places.front().place.name;
}

Placement place_by_all_photos(const std::vector<PhotoState>& photos) {
  std::map<std::string, Meaning> by_id;
  for (const PhotoState& photo : photos) {
    if (!photo.by_own_words) continue;
    for (const Meaning& meaning : photo.placement.places) {
      auto [entry, is_new] = by_id.try_emplace(meaning.place.id, meaning);
      if (!is_new) entry->second.share += meaning.share;
    }
  }
  Placement common{.places = {}, .trust = kTrustNeighbours, .margin = {}, .reason = {}};
  for (const auto& [id, meaning] : by_id) common.places.push_back(meaning);
  normalise_shares(common.places);
  return common;
}

}  // namespace photomap
