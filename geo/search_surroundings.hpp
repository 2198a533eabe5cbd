// Which words of a query say what is around a place. Part of geo/search.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/text.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace photomap {

/// Words [begin, end) of a query.
struct Run {
  std::size_t begin;
  std::size_t end;
  friend auto operator<=>(const Run&, const Run&) = default;
};

/// Keeps what it has found out: a name may be borne by a thousand places and stand six times in a query, but
/// each place is looked at once. Must not outlive the gazetteer and the words.
class SearchSurroundings {
 public:
  static constexpr std::size_t kMostWords = 12;

  /// At most so many words; of an unfinished query the last may go on.
  SearchSurroundings(const Gazetteer& gazetteer, std::span<const Word> words, bool is_unfinished);

  /// The end of the longest run at the start of `rest` that names what contains the place, or a town near it;
  /// `rest.begin` where none does.
  std::size_t end(PlaceNumber place, Run rest);

 private:
  static constexpr std::size_t kLongestRun = 6;
  // For each word the lengths of the runs from there that say what is around a place: bit 0 is a single word.
  using Lengths = std::array<std::uint8_t, kMostWords>;

  struct Town {
    double lon;
    double lat;
    std::uint32_t population;
    PlaceNumber place;
  };
  // Those that some runs, all of the same words, name.
  struct Named {
    std::vector<Run> runs;
    std::vector<PlaceNumber> places;  // sorted
    std::vector<Town> towns;          // from south to north
  };

  void find_named();
  std::vector<PlaceNumber> places_named(const std::string& key, bool may_go_on) const;
  std::vector<Town> towns_among(const std::vector<PlaceNumber>& places) const;
  Lengths lengths_around(PlaceNumber place) const;
  bool has_near(const std::vector<Town>& towns, PlaceNumber place) const;

  const Gazetteer& gazetteer_;
  std::span<const Word> words_;
  bool is_unfinished_;
  std::optional<std::vector<Named>> named_;
  std::unordered_map<PlaceNumber, Lengths> known_;
};

}  // namespace photomap
