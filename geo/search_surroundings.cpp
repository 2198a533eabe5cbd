#include "geo/search_surroundings.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <map>
#include <string>
#include <utility>

namespace photomap {

namespace {

constexpr Meters kAround = Meters::kilometers(60);  // a venue this near a town that is named is there
constexpr double kAroundDegrees = 0.6;              // of latitude; no less than that
constexpr std::size_t kMostCompletions = 30;

}  // namespace

SearchSurroundings::SearchSurroundings(const Gazetteer& gazetteer, std::span<const Word> words,
                                       bool is_unfinished)
    : gazetteer_(gazetteer), words_(words), is_unfinished_(is_unfinished) {
  assert(words.size() <= kMostWords);
}

std::size_t SearchSurroundings::end(PlaceNumber place, Run rest) {
  if (rest.begin >= rest.end) return rest.begin;
  if (!named_) find_named();
  if (named_->empty()) return rest.begin;
  auto known = known_.find(place);
  if (known == known_.end()) known = known_.emplace(place, lengths_around(place)).first;
  const std::size_t longest = std::min(rest.end - rest.begin, kLongestRun);
  const unsigned fitting = known->second[rest.begin] & ((1U << longest) - 1);
  return rest.begin + static_cast<std::size_t>(std::bit_width(fitting));
}

void SearchSurroundings::find_named() {
  named_.emplace();
  std::map<std::pair<std::string, bool>, std::vector<Run>> runs;
  for (std::size_t begin = 0; begin < words_.size(); ++begin) {
    const std::size_t last = std::min(words_.size(), begin + kLongestRun);
    for (std::size_t end = begin + 1; end <= last; ++end) {
      const bool may_go_on = is_unfinished_ && end == words_.size();
      runs[{joined_key(words_.subspan(begin, end - begin)), may_go_on}].push_back({begin, end});
    }
  }
  for (auto& [key, of_it] : runs) {
    std::vector<PlaceNumber> places = places_named(key.first, key.second);
    if (places.empty()) continue;
    std::vector<Town> towns = towns_among(places);
    named_->push_back({std::move(of_it), std::move(places), std::move(towns)});
  }
}

std::vector<PlaceNumber> SearchSurroundings::places_named(const std::string& key, bool may_go_on) const {
  std::vector<PlaceNumber> places;
  for (const NameMatch& match : gazetteer_.find(key)) places.push_back(match.place);
  if (may_go_on) {
    for (const NameMatch& match : gazetteer_.complete(key, kMostCompletions)) places.push_back(match.place);
  }
  std::sort(places.begin(), places.end());
  return places;
}

std::vector<SearchSurroundings::Town> SearchSurroundings::towns_among(
    const std::vector<PlaceNumber>& places) const {
  std::vector<Town> towns;
  for (const PlaceNumber place : places) {
    const PlaceRow& row = gazetteer_.row(place);
    if (row.kind == PlaceKind::settlement) towns.push_back({row.lon, row.lat, row.population, place});
  }
  std::sort(towns.begin(), towns.end(), [](const Town& a, const Town& b) { return a.lat < b.lat; });
  return towns;
}

SearchSurroundings::Lengths SearchSurroundings::lengths_around(PlaceNumber place) const {
  const std::vector<PlaceNumber> ancestors = gazetteer_.ancestors(place);
  const PlaceKind kind = gazetteer_.row(place).kind;
  const bool is_part = kind != PlaceKind::country && kind != PlaceKind::division;
  Lengths lengths{};
  for (const Named& named : *named_) {
    const bool is_around =
        std::any_of(ancestors.begin(), ancestors.end(),
                    [&](PlaceNumber outer) {
                      return std::binary_search(named.places.begin(), named.places.end(), outer);
                    }) ||
        (is_part && has_near(named.towns, place));
    if (!is_around) continue;
    for (const Run run : named.runs)
      lengths[run.begin] = static_cast<std::uint8_t>(lengths[run.begin] | 1U << (run.end - run.begin - 1));
  }
  return lengths;
}

bool SearchSurroundings::has_near(const std::vector<Town>& towns, PlaceNumber place) const {
  const PlaceRow& row = gazetteer_.row(place);
  const auto first = std::partition_point(
      towns.begin(), towns.end(), [&](const Town& town) { return town.lat < row.lat - kAroundDegrees; });
  for (auto town = first; town != towns.end() && town->lat <= row.lat + kAroundDegrees; ++town) {
    if (town->place != place && town->population >= row.population &&
        distance({town->lon, town->lat}, {row.lon, row.lat}) < kAround)
      return true;
  }
  return false;
}

}  // namespace photomap
