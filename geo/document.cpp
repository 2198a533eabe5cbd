#include "geo/document.hpp"

#include "geo/caption_words.hpp"
#include "geo/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

namespace photomap {

namespace {

constexpr std::array kWarmth = {4.0, 2.5, 1.5, 1.0, 1.0};  // of each round
constexpr std::size_t kWithinReach = 80;                   // names before and after one that may support it
constexpr std::size_t kMostInAll = 4'000;                  // candidates of all names of a text
constexpr std::size_t kFewestCandidates = 8;
constexpr std::size_t kMostCandidates = 60;  // of a name: the rest are hamlets that nothing speaks for
// What another place of the text adds for one that is ...
constexpr double kContained = 2.5;  // in it, or around it
constexpr double kSameDistrict = 2;
constexpr double kSameDivision = 1.5;
constexpr double kSameCountry = 0.1;
constexpr double kNextTo = 3;  // within a day's errands
constexpr Meters kErrands = Meters::kilometers(50);
constexpr double kSupport = 4;  // how much all that weighs against how well known a place is, in powers of e
constexpr double kContainerNamed = 8;  // "Paris, Texas", in powers of e

using Names = std::vector<std::size_t>;

// A name that the text uses, once or often: it means the same place throughout.
struct Name {
  std::vector<NameCandidate> candidates;
  std::vector<double> scores;        // logarithms of belief
  std::vector<double> final_scores;  // with the support of the others
  std::vector<double> shares;
  int uses = 0;
};

// The first name is followed by the second, with a comma between: "Paris, Texas".
struct Nesting {
  std::size_t inner;
  std::size_t outer;
};

class Document {
 public:
  Document(const Gazetteer& gazetteer, std::string_view text, const DocumentOptions& options)
      : gazetteer_(gazetteer), text_(text), options_(options) {}

  std::vector<ResolvedMention> resolve() {
    read();
    for (std::size_t i = 0; i < mentions_.size(); ++i) name_of_mention_.push_back(find_name(mentions_[i]));
    bound_candidates();
    find_nestings();
    // At first the well known names must not drown the others: a county's small towns find each other by
    // their number.
    for (Name& name : names_) set_shares(name, name.scores, kWarmth.front());
    for (const double warmth : kWarmth) support_each_other(warmth);
    std::vector<ResolvedMention> answers;
    for (std::size_t i = 0; i < mentions_.size(); ++i) answers.push_back(answer(i));
    if (!options_.spans) std::erase_if(answers, [](const ResolvedMention& a) { return a.meanings.empty(); });
    return answers;
  }

 private:
  void read() {
    if (options_.spans) {
      mentions_ = read_marked_names(text_, *options_.spans);
      return;
    }
    mentions_ = read_caption(text_, name_tests(gazetteer_)).mentions;
  }

  std::size_t find_name(const Mention& mention) {
    const std::string key = key_with_unit(mention);
    const auto [known, is_new] = name_by_key_.try_emplace(key, names_.size());
    if (is_new) names_.push_back(make_name(key));
    ++names_[known->second].uses;
    return known->second;
  }

  // "Jackson" is marked, "Jackson County" is written.
  std::string key_with_unit(const Mention& mention) const {
    std::string_view rest = text_.substr(std::min(mention.end, text_.size()));
    const std::vector<Word> words = split_words(rest.substr(0, 24));
    if (words.empty() || words.front().begin != 1 || rest.front() != ' ') return mention.key;
    const bool is_unit = words.front().key == "county" || words.front().key == "parish" ||
                         words.front().key == "province" || words.front().key == "oblast";
    const std::string with_unit = mention.key + ' ' + words.front().key;
    return is_unit && !gazetteer_.find(with_unit).empty() ? with_unit : mention.key;
  }

  Name make_name(const std::string& key) const {
    Name name;
    const NameLookup lookup{.is_given = options_.spans.has_value()};
    name.candidates = find_candidates(gazetteer_, without_frills(key), lookup);
    std::stable_sort(name.candidates.begin(), name.candidates.end(),
                     [](const NameCandidate& a, const NameCandidate& b) { return a.belief > b.belief; });
    if (name.candidates.size() > kMostCandidates) name.candidates.resize(kMostCandidates);
    for (NameCandidate& candidate : name.candidates) {
      const Factor of_time = factor_of_time(gazetteer_, candidate.match, options_.written);
      if (of_time.value != 1) candidate.factors.push_back(of_time);
      name.scores.push_back(std::log(candidate.belief * of_time.value));
    }
    return name;
  }

  // "the city of Paris", "northern Iraq": where nobody is called so, the words that make no name of their own
  // go.
  std::string without_frills(const std::string& key) const {
    std::string rest = key;
    while (gazetteer_.find(rest).empty()) {
      const auto first = rest.find(' ');
      const auto last = rest.rfind(' ');
      if (first == std::string::npos) return key;
      const auto is_frill = [](const std::string& word) {
        return word == "of" ||
               std::find(kTransparentWords.begin(), kTransparentWords.end(), word) != kTransparentWords.end();
      };
      if (is_frill(rest.substr(0, first))) {
        rest = rest.substr(first + 1);
      } else if (is_frill(rest.substr(last + 1))) {
        rest = rest.substr(0, last);
      } else {
        return key;
      }
    }
    return rest;
  }

  // A list of hundreds of names that hundreds of places bear would take seconds.
  void bound_candidates() {
    const std::size_t most =
        std::max(kFewestCandidates, kMostInAll / std::max<std::size_t>(names_.size(), 1));
    for (Name& name : names_) {
      if (name.candidates.size() <= most) continue;
      name.candidates.resize(most);
      name.scores.resize(most);
    }
  }

  void find_nestings() {
    for (std::size_t i = 0; i + 1 < mentions_.size(); ++i) {
      const std::size_t begin = mentions_[i].end;
      const std::size_t end = mentions_[i + 1].begin;
      if (begin >= end || end - begin > 3) continue;
      const std::string_view between = text_.substr(begin, end - begin);
      if (between.find(',') == std::string_view::npos && between != " ") continue;
      nestings_.push_back({name_of_mention_[i], name_of_mention_[i + 1]});
    }
  }

  // With little warmth the likeliest takes all, with much of it each candidate keeps a chance.
  static void set_shares(Name& name, const std::vector<double>& scores, double warmth) {
    name.shares.assign(scores.size(), 0);
    if (scores.empty()) return;
    const double most = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (std::size_t c = 0; c < scores.size(); ++c)
      sum += name.shares[c] = std::exp((scores[c] - most) / warmth);
    for (double& share : name.shares) share /= sum;
  }

  void support_each_other(double warmth) {
    std::vector<std::vector<double>> scores;
    for (std::size_t n = 0; n < names_.size(); ++n) {
      scores.push_back(names_[n].scores);
      for (std::size_t c = 0; c < names_[n].candidates.size(); ++c) {
        scores[n][c] += kSupport * std::log1p(support_of(n, names_[n].candidates[c].match.place));
        scores[n][c] += kContainerNamed * nesting_of(n, names_[n].candidates[c].match.place);
      }
    }
    for (std::size_t n = 0; n < names_.size(); ++n) {
      set_shares(names_[n], scores[n], warmth);
      names_[n].final_scores = std::move(scores[n]);
    }
  }

  // What all other names of the text add for this place.
  double support_of(std::size_t name, PlaceNumber place) const {
    double support = 0;
    // Names are in the order in which the text comes to speak of them: far away it speaks of something else.
    const std::size_t first = name < kWithinReach ? 0 : name - kWithinReach;
    for (std::size_t other = first; other < std::min(names_.size(), name + kWithinReach); ++other) {
      if (other == name) continue;
      const double weight = 1 + std::log(names_[other].uses);
      double strongest = 0;
      for (std::size_t c = 0; c < names_[other].candidates.size(); ++c) {
        const double share = names_[other].shares[c];
        if (share > 0.01) strongest += share * tie(place, names_[other].candidates[c].match.place);
      }
      support += weight * strongest;
    }
    return support;
  }

  double tie(PlaceNumber a, PlaceNumber b) const {
    if (a == b) return 0;
    const PlaceRow& p = gazetteer_.row(a);
    const PlaceRow& q = gazetteer_.row(b);
    double strongest = 0;
    const bool both_countries = p.kind == PlaceKind::country && q.kind == PlaceKind::country;
    if (both_countries) return 0;
    if (p.country[0] != '\0' && p.country[0] == q.country[0] && p.country[1] == q.country[1])
      strongest = kSameCountry;
    if (gazetteer_.is_within(a, b) || gazetteer_.is_within(b, a)) {
      const bool by_country = p.kind == PlaceKind::country || q.kind == PlaceKind::country;
      return by_country ? 2 * kSameCountry : kContained;
    }
    const auto shared = [&](PlaceKind kind) {
      const PlaceNumber x = ancestor(a, kind);
      return x != kNoPlace && x == ancestor(b, kind);
    };
    if (shared(PlaceKind::division)) strongest = kSameDivision;
    if (shared(PlaceKind::district)) strongest = kSameDistrict;
    if (std::abs(p.lat - q.lat) < 0.6 && distance({p.lon, p.lat}, {q.lon, q.lat}) < kErrands)
      strongest = std::max(strongest, kNextTo);
    return strongest;
  }

  PlaceNumber ancestor(PlaceNumber place, PlaceKind kind) const {
    while (place != kNoPlace && gazetteer_.row(place).kind != kind) place = gazetteer_.row(place).parent;
    return place;
  }

  // In [0, 1]: how surely the name next to it says what contains it, or what it contains.
  double nesting_of(std::size_t name, PlaceNumber place) const {
    double most = 0;
    for (const Nesting& nesting : nestings_) {
      if (nesting.inner != name && nesting.outer != name) continue;
      const Name& other = names_[nesting.inner == name ? nesting.outer : nesting.inner];
      double sure = 0;
      for (std::size_t c = 0; c < other.candidates.size(); ++c) {
        const PlaceNumber beside = other.candidates[c].match.place;
        if (beside == place) continue;
        const bool nested =
            nesting.inner == name ? gazetteer_.is_within(place, beside) : gazetteer_.is_within(beside, place);
        // Either end may be the one that is doubtful, so any candidate that fits speaks for this one.
        if (nested) sure = std::max(sure, std::max(other.shares[c], 0.7));
      }
      most = std::max(most, sure);
    }
    return most;
  }

  // Words that nobody has marked may be no place at all: "Reading", "Love".
  static bool is_a_place(const Name& name, const Mention& mention) {
    double sum = 0;
    for (const double score : name.final_scores) sum += std::exp(std::min(score, 200.0));
    return sum > belief_in_no_place(mention);
  }

  ResolvedMention answer(std::size_t mention) const {
    constexpr double kLeastShareOfBest = 0.1;
    const Name& name = names_[name_of_mention_[mention]];
    ResolvedMention resolved{.mention = mentions_[mention], .meanings = {}};
    if (name.shares.empty() || (!options_.spans && !is_a_place(name, mentions_[mention]))) return resolved;
    const double least = kLeastShareOfBest * *std::max_element(name.shares.begin(), name.shares.end());
    for (std::size_t c = 0; c < name.candidates.size(); ++c) {
      if (name.shares[c] < least) continue;
      const PlaceNumber place = name.candidates[c].match.place;
      Meaning meaning{place, gazetteer_.place(place), name.shares[c], name.candidates[c].factors};
      meaning.factors.push_back(
          {"other places of the text", std::exp(name.final_scores[c] - name.scores[c])});
      resolved.meanings.push_back(std::move(meaning));
    }
    std::stable_sort(resolved.meanings.begin(), resolved.meanings.end(),
                     [](const Meaning& a, const Meaning& b) { return a.share > b.share; });
    return resolved;
  }

  const Gazetteer& gazetteer_;
  std::string_view text_;
  const DocumentOptions& options_;
  std::vector<Mention> mentions_;
  std::vector<std::size_t> name_of_mention_;
  std::vector<Name> names_;
  std::map<std::string, std::size_t> name_by_key_;
  std::vector<Nesting> nestings_;
};

}  // namespace

std::vector<ResolvedMention> resolve_document(const Gazetteer& gazetteer, std::string_view text,
                                              const DocumentOptions& options) {
  return Document(gazetteer, text, options).resolve();
}

}  // namespace photomap
