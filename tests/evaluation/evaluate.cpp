// How well the geocoder does on test sets: photomap_evaluate --gazetteer FILE [--ids FILE] [--misses]
// SET.jsonl... scripts/evaluate runs it; tests/data/evaluation/README.md describes the sets.
#include "geo/candidates.hpp"
#include "geo/dates.hpp"
#include "geo/document.hpp"
#include "geo/geocoder.hpp"
#include "geo/json.hpp"
#include "geo/placement.hpp"
#include "geo/search.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace photomap {

namespace {

constexpr double kFarKm = 161;              // 100 miles, as the literature counts
constexpr double kHalfOfTheEarth = 20'038;  // km, the largest error there is

struct Truth {
  LonLat location;
  Meters radius;  // within which it is known
};

struct Answer {
  std::optional<LonLat> location;
  Meters uncertainty;
  double confidence = 0;
  std::string name;
};

struct Score {
  int asked = 0;
  int answered = 0;
  int held = 0;
  int surely_wrong = 0;  // confidence 0.5 or more, and the circle misses
  int reachable = 0;     // marked names that some place of the gazetteer near the truth bears
  int without_truth = 0;
  int rightly_open = 0;  // of these: no answer, or only a wide area
  std::vector<double> errors_km;
  std::vector<double> radii_km;
};

// Rows by their ids: those in the set, or the others; all where it is empty.
struct Selection {
  std::set<std::string> ids;
  bool takes_ids = true;
};

class Evaluation {
 public:
  Evaluation(const Gazetteer& gazetteer, Selection selection, bool shows_misses)
      : gazetteer_(gazetteer),
        geocoder_(gazetteer),
        selection_(std::move(selection)),
        shows_misses_(shows_misses) {}

  Score run(const std::string& file) {
    score_ = {};
    std::ifstream stream(file);
    if (!stream.is_open()) throw std::runtime_error(file + ": can't be read");
    for (std::string line; std::getline(stream, line);) {
      if (line.empty()) continue;
      const Json row = Json::parse(line);
      if (!selection_.ids.empty() && selection_.ids.contains(row.at("id")) != selection_.takes_ids) continue;
      if (row.contains("photos")) {
        ask_essay(row);
      } else if (row.contains("spans")) {
        ask_document(row);
      } else {
        ask_query(row);
      }
    }
    return score_;
  }

 private:
  static Truth truth_of(const Json& json) {
    return {{json.at("lon"), json.at("lat")}, {json.value("radius_m", 0.0)}};
  }

  void ask_essay(const Json& row) {
    EssayRecord essay{.title = row.value("title", ""), .intro = row.value("intro", ""), .photos = {}};
    for (const Json& photo : row.at("photos")) {
      PhotoRecord& record = essay.photos.emplace_back();
      record.caption = photo.at("caption");
      if (photo.contains("date")) record.taken = parse_date(photo.at("date").get<std::string>());
    }
    const auto answers = geocoder_.locate_essay(essay);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const Georeference& where = answers[i];
      const Json& truth = row.at("photos")[i].at("truth");
      const Answer answer{where.location, where.uncertainty, where.confidence,
                          fmt::format("{} ({})", where.place_name, where.reason)};
      const std::string what =
          fmt::format("{} {}: {}", row.at("id").get<std::string>(), i + 1, essay.photos[i].caption);
      truth.is_null() ? count_open(answer, what)
                      : count(answer, truth_of(truth), what, truth.value("name", ""));
    }
  }

  void ask_document(const Json& row) {
    const std::string text = row.at("text");
    DocumentOptions options{.spans = byte_spans(text, row.at("spans")), .written = std::nullopt};
    const auto answers = resolve_document(gazetteer_, text, options);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      Answer answer;
      if (!answers[i].meanings.empty()) {
        const Georeference where = to_georeference(place_marked(answers[i]));
        answer = {where.location, where.uncertainty, where.confidence,
                  where.place_id + " " + where.place_name};
      }
      const Json& truth = row.at("truth")[i];
      score_.reachable += is_reachable(answers[i].mention.key, truth_of(truth).location) ? 1 : 0;
      count(answer, truth_of(truth),
            fmt::format("{} \"{}\"", row.at("id").get<std::string>(), answers[i].mention.text),
            truth.value("kind", ""));
    }
  }

  // Whether any place that bears the name is near: no resolver can do better than its gazetteer.
  bool is_reachable(const std::string& key, LonLat truth) const {
    const auto candidates = find_candidates(gazetteer_, key, {.is_given = true});
    return std::any_of(candidates.begin(), candidates.end(), [&](const NameCandidate& candidate) {
      const PlaceRow& row = gazetteer_.row(candidate.match.place);
      return distance({row.lon, row.lat}, truth) <= Meters::kilometers(kFarKm);
    });
  }

  void ask_query(const Json& row) {
    const auto found = search_places(gazetteer_, {.text = row.at("query"), .limit = 3});
    Answer answer;
    if (!found.empty()) {
      const PlaceRow& best = gazetteer_.row(found.front().place);
      answer = {LonLat{best.lon, best.lat},
                {best.uncertainty_m},
                found.front().closeness,
                fmt::format("{} {}", gazetteer_.text(best.id), gazetteer_.text(best.name))};
    }
    const Json& truth = row.at("truth");
    count(answer, truth_of(truth), row.at("query"), truth.value("name", ""));
  }

  static std::vector<TextSpan> byte_spans(const std::string& text, const Json& spans) {
    std::vector<TextSpan> bytes;
    for (const Json& span : spans)
      bytes.push_back({byte_offset(text, span.at(0)), byte_offset(text, span.at(1))});
    return bytes;
  }

  void count_open(const Answer& answer, const std::string& what) {
    constexpr Meters kWide = Meters::kilometers(40);
    ++score_.without_truth;
    if (!answer.location || answer.uncertainty >= kWide || answer.confidence < 0.5) {
      ++score_.rightly_open;
    } else if (shows_misses_) {
      std::cout << fmt::format("OPEN  {} -> {}\n", what, answer.name);
    }
  }

  void count(const Answer& answer, const Truth& truth, const std::string& what, const std::string& expected) {
    ++score_.asked;
    double error_km = kHalfOfTheEarth;
    bool holds = false;
    if (answer.location) {
      const Meters error = distance(*answer.location, truth.location);
      error_km = error.value / 1000;
      holds = error <= answer.uncertainty + truth.radius;
      ++score_.answered;
      score_.radii_km.push_back(answer.uncertainty.value / 1000);
      score_.surely_wrong += !holds && answer.confidence >= 0.5 ? 1 : 0;
    }
    score_.held += holds ? 1 : 0;
    score_.errors_km.push_back(error_km);
    if (shows_misses_ && (!holds || error_km > kFarKm))
      std::cout << fmt::format("{}  {:.0f} km, confidence {:.2f}: {} [{}] -> {}\n", holds ? "FAR" : "MISS",
                               error_km, answer.confidence, what, expected, answer.name);
  }

  const Gazetteer& gazetteer_;
  Geocoder geocoder_;
  Selection selection_;
  bool shows_misses_;
  Score score_;
};

double share(std::ptrdiff_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void print(const std::string& name, const Score& score) {
  const auto within = [&](double km) {
    return share(
        std::count_if(score.errors_km.begin(), score.errors_km.end(), [km](double e) { return e <= km; }),
        score.errors_km.size());
  };
  double sum = 0;
  double logs = 0;
  for (const double error : score.errors_km) {
    sum += error;
    logs += std::log1p(error) / std::log1p(kHalfOfTheEarth);
  }
  const double n = std::max(1.0, static_cast<double>(score.errors_km.size()));
  std::cout << fmt::format(
      "| {} | {} | {:.1f} | {} | {:.1f} | {:.1f} | {:.1f} | {:.0f} | {:.2f} | {:.3f} | {:.1f} | {:.1f} | {} "
      "| {} "
      "|\n",
      name, score.asked, share(score.answered, score.errors_km.size()),
      score.reachable == 0 ? "" : fmt::format("{:.1f}", share(score.reachable, score.errors_km.size())),
      within(kFarKm), within(20), within(1), sum / n, median(score.errors_km), logs / n,
      share(score.held, score.errors_km.size()), median(score.radii_km), score.surely_wrong,
      score.without_truth == 0 ? "" : fmt::format("{} of {}", score.rightly_open, score.without_truth));
}

std::set<std::string> load_ids(const std::string& file) {
  std::ifstream stream(file);
  return {std::istream_iterator<std::string>(stream), {}};
}

int run(const std::vector<std::string>& arguments) {
  std::string gazetteer_file;
  Selection selection;
  bool shows_misses = false;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--misses") {
      shows_misses = true;
    } else if (arguments[i] == "--gazetteer" && i + 1 < arguments.size()) {
      gazetteer_file = arguments[++i];
    } else if (arguments[i] == "--ids" && i + 1 < arguments.size()) {
      selection = {load_ids(arguments[++i]), true};
    } else if (arguments[i] == "--other-ids" && i + 1 < arguments.size()) {
      selection = {load_ids(arguments[++i]), false};
    } else {
      files.push_back(arguments[i]);
    }
  }
  const Gazetteer gazetteer = Gazetteer::open(gazetteer_file);
  Evaluation evaluation(gazetteer, std::move(selection), shows_misses);
  std::vector<std::pair<std::string, Score>> scores;
  for (const std::string& file : files) {
    std::string name = file.substr(file.rfind('/') + 1);
    scores.emplace_back(name.substr(0, name.find('.')), evaluation.run(file));
  }
  std::cout
      << "| set | asked | answered % | cap % | 161 km % | 20 km % | 1 km % | mean km | median km | AUC | "
         "circle holds % | "
         "median radius km | surely wrong | rightly open |\n"
         "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const auto& [name, score] : scores) print(name, score);
  return 0;
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  try {
    return photomap::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "photomap_evaluate: " << error.what() << '\n';
    return 1;
  }
}
