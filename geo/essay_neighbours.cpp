#include "geo/essay_neighbours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr double kTrustNeighbours = 0.4;
constexpr double kAdjacentWeight = 3;
constexpr double kSameMonthWeight = 2;
constexpr double kNotThereYet = 0.3;  // "crossing to the Chinese side" is not on it

// For a photo between others on a journey.
constexpr double kTrustSequence = 0.6;
constexpr double kTrustUnbounded = 0.45;             // where a photo stands on one side only
constexpr double kBeforeWeight = 2;                  // of the photo before, against the one after
constexpr std::ptrdiff_t kFarthest = 50;             // photos away; those beyond tell nothing
constexpr Meters kStroll = Meters::kilometers(10);   // how far a photo is from those around it
constexpr Meters kCoarse = Meters::kilometers(200);  // from here on a place says nothing of the next photo
constexpr double kStrides = 0.75;  // how far a journey went on: in its steps from place to place
constexpr Meters kUnknownStep = Meters::kilometers(30);
constexpr double kStridesToUnread = 1.5;  // ... to a place whose name nobody could read
constexpr Meters kFurtherEachPhoto = Meters::kilometers(15);
constexpr std::ptrdiff_t kMostPhotos = 6;
constexpr Meters kLongestReach = Meters::kilometers(300);

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
void add_weight_of_date(const Photos& photos, const PhotoState& photo, const Placement& placement,
                        std::vector<double>& weights) {
  if (!photo.record.taken) return;
  std::set<std::size_t> places_of_month;
  for (const PhotoState& other : photos) {
    if (!other.by_caption || other.record.taken != photo.record.taken) continue;
    for (std::size_t p = 0; p < weights.size(); ++p) {
      if (is_placed_in(other, placement.places[p].place)) places_of_month.insert(p);
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
std::vector<double> weights_of_places(const Photos& photos, std::size_t index, const Placement& placement) {
  const PhotoState& photo = photos[index];
  const auto position = photos.begin() + static_cast<std::ptrdiff_t>(index);
  std::vector<double> weights;
  for (const Meaning& meaning : placement.places)
    weights.push_back(weight_of_adjacent(photos, position, meaning.place));
  add_weight_of_date(photos, photo, placement, weights);
  for (std::size_t p = 0; p < weights.size(); ++p) {
    if (is_bound_for(photo, placement.places[p].place)) weights[p] *= kNotThereYet;
  }
  return weights;
}

bool is_placed_closely(const PhotoState& photo) {
  if (!photo.by_caption) return false;
  const Meaning& best = photo.placement.places.front();
  return best.place.uncertainty < kCoarse && !photo.placement.is_attribute;
}

// How far the journey goes from one of its places to the next, by the median.
Meters step_of_journey(const Photos& photos, std::ptrdiff_t index) {
  std::vector<Meters> steps;
  const Place* last = nullptr;
  const auto end = photos.begin() + std::min(index + kFarthest, std::ssize(photos));
  for (auto photo = photos.begin() + std::max<std::ptrdiff_t>(index - kFarthest, 0); photo != end; ++photo) {
    if (!is_placed_closely(*photo)) continue;
    const Place& place = photo->placement.places.front().place;
    if (last != nullptr && last->id != place.id) steps.push_back(distance(last->location, place.location));
    last = &place;
  }
  if (steps.empty()) return kUnknownStep;
  std::sort(steps.begin(), steps.end());
  return steps[steps.size() / 2];
}

// How far the journey may have gone on in so many photos, where none after them bounds it, or before.
Meters reach_of_journey(const Photos& photos, std::size_t index, std::ptrdiff_t steps) {
  const double strides = photos[index].reading.has_unread_names ? kStridesToUnread : kStrides;
  const double further = static_cast<double>(std::min(steps - 1, kMostPhotos)) * kFurtherEachPhoto.value;
  return std::min(
      Meters{strides * step_of_journey(photos, static_cast<std::ptrdiff_t>(index)).value + further},
      kLongestReach);
}

// A photo nearby that its caption places closely, so many photos away.
struct Neighbour {
  const PhotoState* photo;
  std::ptrdiff_t steps;
  double weight;
};

std::vector<Neighbour> neighbours_of(const Photos& photos, Photos::const_iterator photo) {
  std::vector<Neighbour> neighbours;
  const auto backwards = std::make_reverse_iterator(photo);  // starts one step before the photo
  const auto first = backwards + std::min(kFarthest, photos.rend() - backwards);
  const auto last = photo + std::min(kFarthest + 1, photos.end() - photo);
  const auto before = std::find_if(backwards, first, is_placed_closely);
  const auto after = std::find_if(photo + 1, last, is_placed_closely);
  if (before != first) neighbours.push_back({&*before, before - backwards + 1, kBeforeWeight});
  if (after != last) neighbours.push_back({&*after, after - photo, 1});
  for (Neighbour& neighbour : neighbours) {
    if (neighbour.photo->record.taken == photo->record.taken) neighbour.weight *= kSameMonthWeight;
    neighbour.weight /= static_cast<double>(neighbour.steps);
  }
  return neighbours;
}

std::string describe(const std::vector<Neighbour>& neighbours) {
  const auto name = [&](std::size_t i) { return neighbours[i].photo->placement.places.front().place.name; };
  std::string words = "the captions around it name " + name(0);
  if (neighbours.size() > 1 && name(1) != name(0)) words += " and " + name(1);
  return words;
}

}  // namespace

void weigh_by_neighbours(const Photos& photos, std::size_t index, Placement& placement) {
  if (placement.places.size() < 2) return;
  const std::vector<double> weights = weights_of_places(photos, index, placement);
  const bool all_alike =
      std::all_of(weights.begin(), weights.end(), [&](double weight) { return weight == weights.front(); });
  if (all_alike) return;
  for (std::size_t p = 0; p < weights.size(); ++p) placement.places[p].share *= weights[p];
  normalise_shares(placement.places);
  placement.reason += "; the captions around it speak for " + placement.places.front().place.name;
}

Placement place_by_sequence(const Photos& photos, std::size_t index) {
  const PhotoState& photo = photos[index];
  const std::vector<Neighbour> neighbours =
      neighbours_of(photos, photos.begin() + static_cast<std::ptrdiff_t>(index));
  if (neighbours.empty()) return {};
  Placement placement{.places = {}, .trust = kTrustSequence, .margin = {}, .reason = describe(neighbours)};
  for (const auto& [neighbour, steps, weight] : neighbours) {
    for (const Meaning& meaning : neighbour->placement.places) {
      const double doubt = is_bound_for(photo, meaning.place) ? kNotThereYet : 1;
      add_meaning(placement.places, meaning, weight * doubt * meaning.share);
    }
    placement.margin = std::max(placement.margin, neighbour->placement.margin);
  }
  normalise_shares(placement.places);
  placement.margin = placement.margin + kStroll;
  if (neighbours.size() == 1) {
    placement.trust = kTrustUnbounded;
    placement.margin = placement.margin + reach_of_journey(photos, index, neighbours.front().steps);
  }
  return placement;
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
