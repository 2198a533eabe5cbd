#include "geo/search.hpp"

#include "geo/caption_words.hpp"
#include "geo/romanise.hpp"
#include "geo/search_surroundings.hpp"
#include "geo/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>
#include <unordered_map>

namespace photomap {

namespace {

// Of a query; people type no more, and programs that do get less.
constexpr std::size_t kMostWords = SearchSurroundings::kMostWords;
constexpr std::size_t kMostWordsMisspelt = 6;       // of a query in which typos are looked for
constexpr std::size_t kLongestMisspelt = 48;        // bytes of a name with typos
constexpr std::size_t kMostLookUpsOfTwo = 3;        // of names with two
constexpr std::size_t kMostOfAName = 2'000;         // places of one name that are looked at
constexpr Meters kAround = Meters::kilometers(60);  // what is this near the reader
constexpr std::size_t kMostReadAgain = 20;          // places that sound alike
constexpr std::size_t kMostWordsTurned = 4;         // of a name whose words may stand in another order
constexpr double kLeastCloseTurned = 0.8;
constexpr double kTurned = 0.9;           // how close such a name is to what was typed
constexpr double kWrittenPlainly = 0.95;  // and "Бустон" to "Бўстон"
// Of a district's people, from which on its town of that name is meant.
constexpr double kWellKnownPart = 0.03;
constexpr double kUnexplainedWord = 3;  // what a word that says nothing costs, in powers of ten of prominence
constexpr double kExplainedWord = 1;
constexpr double kNearby = 2;   // what a place in the viewbox, or next to the reader, gains
constexpr double kFarOff = 15;  // what a name costs that has nothing in common with what was typed
constexpr double kMainName = 1;
constexpr double kLeastScore = -1e9;
constexpr double kMostFameMisspelt = 6;
constexpr double kHome = 0.7;    // what a place gains in the countries of those
constexpr double kOwnPlace = 1;  // what a place gains that the project has checked

// Words that people add to a name, "г. Алматы", "Toshkent shahri", and the country whose language they are
// of.
struct AddedWord {
  std::string_view word;
  std::string_view country;
};
constexpr std::array kAddedWords = std::to_array<AddedWord>({
    {"г", ""},        {"қаласы", "KZ"}, {"каласы", "KZ"},   {"qalasy", "KZ"},  {"шаары", "KG"},
    {"shaary", "KG"}, {"шаҳри", "UZ"},  {"шахри", "UZ"},    {"shahri", "UZ"},  {"shahar", "UZ"},
    {"шаҳар", "UZ"},  {"saheri", "TM"}, {"seheri", "TM"},   {"市", "CN"},      {"县", "CN"},
    {"облысы", "KZ"}, {"oblysy", "KZ"}, {"viloyati", "UZ"}, {"вилояти", "UZ"}, {"stadt", ""},
    {"miasto", ""},   {"sehri", ""},    {"area", ""},
});

const AddedWord* find_added_word(std::string_view word) {
  const auto* found = std::find_if(kAddedWords.begin(), kAddedWords.end(),
                                   [&](const AddedWord& w) { return w.word == word; });
  return found == kAddedWords.end() ? nullptr : found;
}

// Words that say that a district is meant, not its town.
constexpr std::array kDistrictWords =
    std::to_array<std::string_view>({"district", "county", "rayon", "raion", "район", "районы", "аудан",
                                     "ауданы", "audany", "tumani", "тумани", "region", "县"});

bool is_district_word(std::string_view word) {
  return std::find(kDistrictWords.begin(), kDistrictWords.end(), word) != kDistrictWords.end();
}

bool says_nothing(const std::string& word) {
  return find_added_word(word) != nullptr ||
         std::find(kTransparentWords.begin(), kTransparentWords.end(), word) != kTransparentWords.end();
}

struct Hit {
  FoundPlace found;
  Run name{};
  double score = 0;
  std::size_t unexplained = 0;
};

class Search {
 public:
  Search(const Gazetteer& gazetteer, const PlaceQuery& query)
      : gazetteer_(gazetteer),
        query_(query),
        words_(first_words(query.text)),
        surroundings_(gazetteer, words_, query.is_unfinished) {
    // The project's own places come first in the file: they say which countries its essays are about.
    for (PlaceNumber own = 0; own < gazetteer.place_count() && gazetteer.row(own).attribution == 0; ++own) {
      if (gazetteer.row(own).country[0] != '\0')
        home_.insert(std::string_view(gazetteer.row(own).country, 2));
    }
  }

  std::vector<FoundPlace> run() {
    if (words_.empty()) return {};
    for_each_name([&](Run name) {
      add_all(name, gazetteer_.find(key(name)));
      add_all(name, written_plainly(key(name)));
    });
    if (query_.is_unfinished) complete();
    for (const std::size_t typos : {0, 1, 2}) {
      if (!is_answered()) for_each_name([&](Run name) { add_all(name, similar(name, typos)); });
      if (!is_answered() && typos == 0) for_each_name([&](Run name) { add_all(name, turned(name)); });
    }
    prefer_towns();
    return take_best();
  }

 private:
  static std::vector<Word> first_words(std::string_view text) {
    std::vector<Word> words = split_words(text);
    if (words.size() > kMostWords) words.resize(kMostWords);
    return words;
  }

  std::string key(Run run) const {
    return joined_key(std::span(words_).subspan(run.begin, run.end - run.begin));
  }

  // Every run of words may be the name, the others then say where it is.
  template <typename Visit>
  void for_each_name(const Visit& visit) const {
    for (std::size_t size = words_.size(); size > 0; --size) {
      for (std::size_t begin = 0; begin + size <= words_.size(); ++begin) visit({begin, begin + size});
    }
  }

  // With typos only what begins or ends the query is looked for, as anything resembles something.
  std::vector<NameMatch> similar(Run name, std::size_t typos) {
    const bool at_an_end = name.begin == 0 || name.end == words_.size();
    const bool is_telling = std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(name.begin),
                                        words_.begin() + static_cast<std::ptrdiff_t>(name.end),
                                        [](const Word& word) { return !says_nothing(word.key); });
    if (!at_an_end || !is_telling || key(name).size() < 3) return {};
    // Typos are costly to look for, and a text of many or of endless words is no name.
    if (typos > 0 && (words_.size() > kMostWordsMisspelt || key(name).size() > kLongestMisspelt)) return {};
    if (typos == 2 && looked_for_two_++ >= kMostLookUpsOfTwo) return {};
    if (typos > 0) return gazetteer_.find_similar(key(name), typos);
    std::vector<NameMatch> matches = gazetteer_.find_spelling(key(name));
    if (matches.empty()) return {};
    const std::string romanised = romanise(key(name));  // costly in some scripts
    for (std::size_t i = 0; i < std::min(matches.size(), kMostReadAgain); ++i)
      read_again(matches[i], romanised);
    return matches;
  }

  // Of a place's names that are spelt alike the gazetteer holds one, and another may be closer: Akkol, for
  // "Аккөл", than Aqkol.
  void read_again(NameMatch& match, const std::string& romanised) const {
    const PlaceRow& row = gazetteer_.row(match.place);
    for (std::uint32_t n = row.first_name; n < row.first_name + row.name_count && match.closeness < 1; ++n) {
      const std::string_view written = gazetteer_.text(gazetteer_.name(n).text);
      if (!gazetteer_.names_alone(n) || is_romanised_loosely(written)) continue;
      const double closeness = similarity(romanised, romanise(fold(written)));
      if (closeness > match.closeness) match = {.place = match.place, .name = n, .closeness = closeness};
    }
  }

  // Names written without the "ў" that was typed: "Бўстон" is "Бустон" in Russian.
  std::vector<NameMatch> written_plainly(const std::string& key) const {
    const std::string plain = without_short_u(key);
    if (plain == key) return {};
    std::vector<NameMatch> matches = gazetteer_.find(plain);
    for (NameMatch& match : matches) match.closeness = kWrittenPlainly;
    return matches;
  }

  // "Bazaar Siab": the words of a name from another of them on.
  std::vector<NameMatch> turned(Run name) const {
    const std::size_t size = name.end - name.begin;
    if (size < 2 || size > kMostWordsTurned || words_.size() > kMostWordsMisspelt) return {};
    std::vector<Word> words(words_.begin() + static_cast<std::ptrdiff_t>(name.begin),
                            words_.begin() + static_cast<std::ptrdiff_t>(name.end));
    std::vector<NameMatch> matches;
    for (std::size_t turn = 1; turn < size; ++turn) {
      std::rotate(words.begin(), words.begin() + 1, words.end());
      const std::string key = joined_key(words);
      std::vector<NameMatch> found = gazetteer_.find(key);
      if (found.empty()) found = gazetteer_.find_spelling(key);
      for (NameMatch& match : found) {
        if (match.closeness < kLeastCloseTurned) continue;
        match.closeness *= kTurned;
        matches.push_back(match);
      }
    }
    return matches;
  }

  bool is_answered() const {
    return std::any_of(hits_.begin(), hits_.end(), [](const Hit& hit) { return hit.unexplained == 0; });
  }

  void complete() {
    const std::size_t wanted = std::max<std::size_t>(4 * query_.limit, 40);
    for (std::size_t begin = 0; begin < words_.size(); ++begin) {
      const Run name{begin, words_.size()};
      add_all(name, gazetteer_.complete(key(name), wanted));
    }
  }

  void add_all(Run name, std::vector<NameMatch> matches) {
    if (matches.size() > kMostOfAName) matches.resize(kMostOfAName);
    for (const NameMatch& match : matches) add(name, match);
  }

  void add(Run name, const NameMatch& match) {
    const PlaceRow& row = gazetteer_.row(match.place);
    if (!is_allowed(row)) return;
    const auto [explained, unexplained] = explain(match.place, name);
    const NameRow& as = gazetteer_.name(match.name);
    // "Ala." is Alabama, but not in "Ala-Too Square".
    if (unexplained > 0 && !gazetteer_.names_alone(match.name)) return;
    Hit hit{.found = {match.place, match.name, match.closeness, importance_of(row)},
            .name = name,
            .unexplained = unexplained};
    // A misspelt name is not likelier a country's for that.
    const double fame = std::min(std::log10(prominence(row)), match.closeness < 1 ? kMostFameMisspelt : 99.0);
    hit.score = fame + kExplainedWord * static_cast<double>(explained) -
                kUnexplainedWord * static_cast<double>(unexplained) - kFarOff * (1 - match.closeness);
    if (as.kind == NameKind::main || gazetteer_.text(as.text) == gazetteer_.text(row.name))
      hit.score += kMainName;
    if (as.kind == NameKind::demonym) hit.score -= 1;
    if (is_nearby(row)) hit.score += kNearby;
    if (row.attribution == 0) hit.score += kOwnPlace;
    if (home_.contains(std::string_view(row.country, 2))) hit.score += kHome;
    const auto [known, is_new] = by_place_.try_emplace(match.place, hits_.size());
    if (is_new) {
      hits_.push_back(hit);
    } else if (hit.score > hits_[known->second].score) {
      hits_[known->second] = hit;
    }
  }

  bool is_allowed(const PlaceRow& row) const {
    if (!query_.countries.empty() && std::find(query_.countries.begin(), query_.countries.end(),
                                               std::string_view(row.country, 2)) == query_.countries.end())
      return false;
    return !query_.bounded || !query_.viewbox || query_.viewbox->contains({row.lon, row.lat});
  }

  bool is_nearby(const PlaceRow& row) const {
    if (query_.viewbox && query_.viewbox->contains({row.lon, row.lat})) return true;
    return query_.near && distance(*query_.near, {row.lon, row.lat}) < kAround;
  }

  // How many of the words beside the name say where the place is, and how many say nothing that is true of
  // it.
  std::pair<std::size_t, std::size_t> explain(PlaceNumber place, Run name) {
    std::size_t explained = 0;
    std::size_t unexplained = 0;
    for (const Run rest : {Run{0, name.begin}, Run{name.end, words_.size()}}) {
      for (std::size_t i = rest.begin; i < rest.end;) {
        const std::size_t end = surroundings_.end(place, {i, rest.end});
        if (end > i || is_added_in(words_[i].key, gazetteer_.row(place))) {
          explained += std::max(end, i + 1) - i;
        } else if (!says_nothing(words_[i].key)) {
          ++unexplained;
        }
        i = std::max(end, i + 1);
      }
    }
    return {explained, unexplained};
  }

  static bool is_added_in(const std::string& word, const PlaceRow& row) {
    const AddedWord* added = find_added_word(word);
    return added != nullptr && !added->country.empty() && added->country == std::string_view(row.country, 2);
  }

  // "Akkol" is the town, not the district around it that is named after it, unless nobody would speak of the
  // town, or "Akkol district" was typed.
  void prefer_towns() {
    if (std::any_of(words_.begin(), words_.end(),
                    [](const Word& word) { return is_district_word(word.key); }))
      return;
    std::unordered_map<std::size_t, std::size_t> town_of;  // of districts, by their positions in hits_
    for (std::size_t i = 0; i < hits_.size(); ++i) {
      if (gazetteer_.row(hits_[i].found.place).kind != PlaceKind::settlement) continue;
      for (const PlaceNumber outer : gazetteer_.ancestors(hits_[i].found.place)) {
        const auto area = by_place_.find(outer);
        if (area == by_place_.end() || !is_named_after(hits_[area->second], hits_[i])) continue;
        const auto [known, is_first] = town_of.try_emplace(area->second, i);
        if (!is_first && hits_[i].score > hits_[known->second].score) known->second = i;
      }
    }
    for (const auto& [area, town] : town_of)
      hits_[area].score = std::min(hits_[area].score, std::nextafter(hits_[town].score, kLeastScore));
  }

  bool is_named_after(const Hit& area, const Hit& town) const {
    const PlaceRow& district = gazetteer_.row(area.found.place);
    return district.kind == PlaceKind::district && area.name == town.name &&
           town.unexplained <= area.unexplained && town.found.closeness >= area.found.closeness &&
           gazetteer_.row(town.found.place).population >= kWellKnownPart * district.population &&
           are_spelt_alike(area.found.name, town.found.name);
  }

  // Of an unfinished name both may be found and differ: "akk" is Akkol and Akkystau.
  bool are_spelt_alike(std::uint32_t a, std::uint32_t b) const {
    const auto spelling = [&](std::uint32_t name) {
      return spelling_key(romanise(fold(gazetteer_.text(gazetteer_.name(name).text))));
    };
    return gazetteer_.name(a).text == gazetteer_.name(b).text || spelling(a) == spelling(b);
  }

  std::vector<FoundPlace> take_best() {
    std::stable_sort(hits_.begin(), hits_.end(),
                     [](const Hit& a, const Hit& b) { return a.score > b.score; });
    std::vector<FoundPlace> best;
    for (const Hit& hit : hits_) {
      if (best.size() == query_.limit) break;
      // What leaves words unexplained is shown only where the best does no better.
      if (hit.unexplained <= hits_.front().unexplained) best.push_back(hit.found);
    }
    return best;
  }

  const Gazetteer& gazetteer_;
  const PlaceQuery& query_;
  std::set<std::string_view> home_;
  std::vector<Word> words_;
  SearchSurroundings surroundings_;
  std::vector<Hit> hits_;
  std::unordered_map<PlaceNumber, std::size_t> by_place_;
  std::size_t looked_for_two_ = 0;
};

// The finest of what holds a position; of a settlement more, the farther it reaches.
double rank_at(const PlaceRow& row, LonLat position) {
  return distance(position, {row.lon, row.lat}).value / std::max(static_cast<double>(row.uncertainty_m), 1.0);
}

}  // namespace

std::vector<FoundPlace> search_places(const Gazetteer& gazetteer, const PlaceQuery& query) {
  return Search(gazetteer, query).run();
}

std::vector<PlaceNumber> find_places_at(const Gazetteer& gazetteer, LonLat position, PlaceKind finest) {
  constexpr Meters kWidestSettlement = Meters::kilometers(60);
  const bool wants_settlements = finest >= PlaceKind::settlement;
  std::optional<PlaceNumber> best;
  std::optional<PlaceNumber> nearest;
  for (const PlaceNumber number : gazetteer.nearby(position, kWidestSettlement)) {
    const PlaceRow& row = gazetteer.row(number);
    if (row.kind == PlaceKind::settlement && !nearest) nearest = number;
    if (row.kind < PlaceKind::settlement || row.kind == PlaceKind::region || row.kind > finest) continue;
    if (rank_at(row, position) > 1) continue;
    const bool is_finer = best && row.uncertainty_m < gazetteer.row(*best).uncertainty_m;
    if (!best || (is_finer && row.kind != PlaceKind::settlement) ||
        (row.kind == gazetteer.row(*best).kind &&
         rank_at(row, position) < rank_at(gazetteer.row(*best), position)))
      best = number;
  }
  // In open country the nearest settlement tells the division and the country.
  const std::optional<PlaceNumber> known = best ? best : nearest;
  if (!known) return {};
  std::vector<PlaceNumber> places;
  if (best && wants_settlements) places.push_back(*best);
  for (const PlaceNumber outer : gazetteer.ancestors(*known)) {
    if (gazetteer.row(outer).kind <= finest) places.push_back(outer);
  }
  return places;
}

double importance_of(const PlaceRow& row) {
  constexpr double kMostProminent = 9.2;  // China and India, in powers of ten
  return std::clamp(std::log10(prominence(row)) / kMostProminent, 0.0, 1.0);
}

}  // namespace photomap
