// How fast the geocoder is: photomap_bench_geocoder --gazetteer FILE --output FILE.md, at the top of the
// tree. scripts/bench geocoder runs it. What is compared runs in turn, round by round, in one process.
#include "geo/document.hpp"
#include "geo/geocoder.hpp"
#include "geo/json.hpp"
#include "geo/search.hpp"
#include "geo/text.hpp"
#include "tests/bench/essay_variants.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/name_queries.hpp"
#include "tests/bench/names_fts.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace photomap {

namespace {

constexpr int kRounds = 7;

using Findings = std::vector<Finding>;

// What a query finds is counted and told, so that no compiler leaves it out.
std::size_t found_in_all = 0;
void count(std::size_t found) {
  found_in_all += found;
}

Finding at_most(const std::string& what, const Quantiles& measured, Micros limit) {
  return {what, "p99 under " + in_words(limit), in_words(measured), measured.p99 < limit};
}

Finding told(const std::string& what, const std::string& measured) {
  return {what, "", measured, std::nullopt};
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "photomap-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// In a process of its own: prints how long it takes to open the gazetteer, and the first search.
void print_opening(const std::string& file) {
  std::optional<Gazetteer> gazetteer;
  const Micros open = time_of([&] { gazetteer.emplace(Gazetteer::open(file)); });
  const Micros first =
      time_of([&] { count(search_places(*gazetteer, {.text = "Chorsu, Tashkent"}).size()); });
  std::cout << open.count() << ' ' << first.count() << ' ' << faults_from_disk() << ' '
            << resident_megabytes() << '\n';
}

// Likewise: prints the resident memory after opening, and after 10,000 queries of all kinds.
void print_memory(const std::string& file) {
  const Gazetteer gazetteer = Gazetteer::open(file);
  std::cout << resident_megabytes() << ' ';
  NameQueries draw(gazetteer);
  Geocoder geocoder(gazetteer);
  for (int i = 0; i < 2000; ++i) {
    const std::string name = draw.names(1).front();
    count(gazetteer.find(fold(name)).size());
    count(gazetteer.complete(draw.beginnings(1).front(), 10).size());
    count(gazetteer.find_similar(draw.typos(1).front(), 1).size());
    count(search_places(gazetteer, {.text = name}).size());
    count(geocoder.locate_text("A market in " + name).candidates.size());
  }
  std::cout << resident_megabytes() << '\n';
}

Findings measure_opening(const std::string& file) {
  Findings findings;
  for (const bool is_cold : {false, true}) {
    std::vector<double> opens;
    std::vector<double> firsts;
    std::vector<double> faults;
    for (int round = 0; round < kRounds; ++round) {
      if (is_cold) drop_from_page_cache(file);
      std::istringstream printed(run_self({"--print-opening", file}));
      printed >> opens.emplace_back() >> firsts.emplace_back() >> faults.emplace_back();
    }
    const Micros open(median(opens));
    const Micros first(median(firsts));
    findings.push_back(
        {is_cold ? "opening, and the first search, from the disk" : "opening, and the first search",
         "under 100 ms",
         fmt::format("{} + {} ({} faults from the disk)", in_words(open), in_words(first), median(faults)),
         (open + first).count() < 100'000});
  }
  double opened = 0;
  double used = 0;
  std::istringstream(run_self({"--print-memory", file})) >> opened >> used;
  findings.push_back({"resident memory, mapped pages included", "under 300 MB",
                      fmt::format("{:.0f} MB opened, {:.0f} MB after 10,000 mixed queries", opened, used),
                      used < 300});
  return findings;
}

Findings measure_exact(const Gazetteer& gazetteer, NamesFts& fts, NameQueries& draw) {
  const std::vector<std::string> names = draw.names(5000);
  std::vector<std::string> keys;
  for (const std::string& name : names) keys.push_back(fold(name));
  Samples ours;
  Samples folding;
  Samples exact;
  Samples phrase;
  Samples index;
  for (int round = 0; round < kRounds; ++round) {
    ours.run_round(keys.size(), [&](std::size_t i) { count(gazetteer.find(keys[i]).size()); });
    exact.run_round(keys.size(), [&](std::size_t i) { count(fts.find(keys[i])); });
    phrase.run_round(keys.size(), [&](std::size_t i) { count(fts.find_phrase(keys[i])); });
    index.run_round(keys.size(), [&](std::size_t i) { count(fts.find_by_index(keys[i])); });
    folding.run_round(keys.size(), [&](std::size_t i) { count(fold(names[i]).size()); });
  }
  const auto against = [&](const std::string& what, const Samples& other) {
    return fmt::format("{:.0f} times ({}: mean {}, {})", ours.times_faster_than(other), what,
                       in_words(other.mean()), in_words(other.quantiles()));
  };
  const double ratio = ours.times_faster_than(phrase);
  return {{"exact name, against FTS5's first ten rows with the phrase", "40 times faster",
           against("FTS5", phrase), ratio >= 40},
          {"exact name, against FTS5's rows of just that name", "40 times faster", against("FTS5", exact),
           ours.times_faster_than(exact) >= 40},
          told("exact name, against an index of SQLite over the folded name", against("index", index)),
          told("exact name", fmt::format("mean {}, {}", in_words(ours.mean()), in_words(ours.quantiles()))),
          told("folding a name, which the above leave out",
               fmt::format("mean {}, {}", in_words(folding.mean()), in_words(folding.quantiles())))};
}

Findings measure_completion(const Gazetteer& gazetteer, NamesFts& fts, NameQueries& draw) {
  const std::vector<std::string> beginnings = draw.beginnings(2000);
  Samples ours;
  Samples theirs;
  Samples search;
  for (int round = 0; round < kRounds; ++round) {
    ours.run_round(beginnings.size(),
                   [&](std::size_t i) { count(gazetteer.complete(beginnings[i], 10).size()); });
    theirs.run_round(beginnings.size(), [&](std::size_t i) { count(fts.complete(beginnings[i])); });
    search.run_round(beginnings.size(), [&](std::size_t i) {
      count(search_places(gazetteer, {.text = beginnings[i], .is_unfinished = true}).size());
    });
  }
  constexpr Micros kLimit(1000);
  return {at_most("first ten completions", ours.quantiles(), kLimit),
          at_most("first ten of a search as you type", search.quantiles(), kLimit),
          told("first ten completions, against FTS5 with prefix='1 2 3'",
               fmt::format("{:.0f} times faster (FTS5: {})", ours.times_faster_than(theirs),
                           in_words(theirs.quantiles())))};
}

Findings measure_typos(const Gazetteer& gazetteer, NameQueries& draw) {
  const std::vector<std::string> typos = draw.typos(1000);
  Samples ours;
  Samples search;
  for (int round = 0; round < kRounds; ++round) {
    ours.run_round(typos.size(), [&](std::size_t i) { count(gazetteer.find_similar(typos[i], 1).size()); });
    search.run_round(typos.size(),
                     [&](std::size_t i) { count(search_places(gazetteer, {.text = typos[i]}).size()); });
  }
  constexpr Micros kLimit(2000);
  return {at_most("one typo", ours.quantiles(), kLimit),
          told("one typo, as a whole search", in_words(search.quantiles())),
          told("the slowest of these",
               fmt::format("`{}`: {}", typos[search.worst_query()], in_words(search.quantiles().worst)))};
}

Finding captions_per_second(const std::string& what, const std::vector<EssayRecord>& essays,
                            const Samples& samples, double target) {
  const double seconds = samples.mean().count() * static_cast<double>(essays.size()) / 1e6;
  const double rate = static_cast<double>(count_captions(essays)) / seconds;
  const std::string measured = fmt::format("{:.0f} a second", rate);
  if (target == 0) return told(what, measured);
  return {what, fmt::format("{:.0f} a second", target), measured, rate >= target};
}

Findings measure_captions(const Gazetteer& gazetteer) {
  const std::vector<EssayRecord> essays = load_essays(".");
  const std::vector<EssayRecord> variants = vary_essays(essays, gazetteer, 200);
  Samples fresh;
  Samples kept;
  Samples fresh_variants;
  Samples kept_variants;
  const auto place_anew = [&](const EssayRecord& essay) {
    Geocoder geocoder(gazetteer);
    count(geocoder.locate_essay(essay).size());
  };
  Geocoder geocoder(gazetteer);
  for (int round = 0; round < kRounds; ++round) {
    fresh.run_round(essays.size(), [&](std::size_t i) { place_anew(essays[i]); });
    fresh_variants.run_round(variants.size(), [&](std::size_t i) { place_anew(variants[i]); });
    kept.run_round(essays.size(), [&](std::size_t i) { count(geocoder.locate_essay(essays[i]).size()); });
    kept_variants.run_round(variants.size(),
                            [&](std::size_t i) { count(geocoder.locate_essay(variants[i]).size()); });
  }
  constexpr double kTarget = 2000;
  return {
      captions_per_second("captions of the essays, a new geocoder for each essay", essays, fresh, kTarget),
      captions_per_second("captions of 200 variants of them, likewise", variants, fresh_variants, kTarget),
      captions_per_second("captions of the essays, one geocoder for all", essays, kept, 0),
      captions_per_second("captions of the variants, likewise", variants, kept_variants, 0)};
}

std::vector<std::string> load_documents() {
  std::vector<std::string> documents;
  std::ifstream stream("tests/data/evaluation/news.jsonl");
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) documents.push_back(Json::parse(line).at("text"));
  }
  return documents;
}

Findings measure_documents(const Gazetteer& gazetteer) {
  const std::vector<std::string> documents = load_documents();
  std::size_t bytes = 0;
  for (const std::string& document : documents) bytes += document.size();
  Samples samples;
  for (int round = 0; round < kRounds; ++round) {
    samples.run_round(documents.size(),
                      [&](std::size_t i) { count(resolve_document(gazetteer, documents[i], {}).size()); });
  }
  const auto documents_count = static_cast<double>(documents.size());
  const double seconds = samples.mean().count() * documents_count / 1e6;
  return {told(fmt::format("running texts of {} bytes", bytes / documents.size()),
               fmt::format("{:.0f} a second, {:.0f} KB/s; {}, worst {}", documents_count / seconds,
                           static_cast<double>(bytes) / 1000 / seconds, in_words(samples.quantiles()),
                           in_words(samples.quantiles().worst)))};
}

Findings measure_longest(const Gazetteer& gazetteer, NameQueries& draw) {
  const std::vector<std::string> queries = draw.longest();
  Findings findings;
  for (const bool is_unfinished : {false, true}) {
    Samples samples;
    for (int round = 0; round < 3; ++round) {
      samples.run_round(queries.size(), [&](std::size_t i) {
        count(search_places(gazetteer, {.text = queries[i], .is_unfinished = is_unfinished}).size());
      });
    }
    const auto [p50, p99, worst] = samples.quantiles();
    const std::string beginning = queries[samples.worst_query()].substr(0, 40);
    findings.push_back(
        {fmt::format("search of {} hard inputs of 256 letters{}", queries.size(),
                     is_unfinished ? ", as you type" : ""),
         "all under 50 ms",
         fmt::format("{}, worst {} (`{}...`)", in_words(samples.quantiles()), in_words(worst), beginning),
         worst < Micros(50'000)});
  }
  return findings;
}

std::string report(const Findings& findings, std::uint32_t names, const Gazetteer& gazetteer) {
  return fmt::format(R"(# How fast the geocoder is

`scripts/bench geocoder`, {}, on {}; a gazetteer of {} places and {} names.

{}
All in one process and on one core, but for opening and memory, each in a new process. What is compared runs in turn,
{} rounds of it; a query's time is the median of its rounds, a ratio that of the means of these times. Queries are drawn
from the names themselves, of all scripts, always the same ones; a typo is one random edit of a name of four letters or
more. The hard inputs run three rounds and inside the process, not over HTTP. FTS5 and the index of SQLite hold the folded
names, in a file that is mapped and warm.
)",
                     today(), describe_machine(), gazetteer.place_count(), names, markdown_table(findings),
                     kRounds);
}

void append(Findings& findings, const Findings& more) {
  findings.insert(findings.end(), more.begin(), more.end());
  std::cerr << markdown_table(more);
}

void run(const std::string& file, const std::string& output) {
  Findings findings;
  const Findings opening = measure_opening(file);
  const Gazetteer gazetteer = Gazetteer::open(file);
  NameQueries draw(gazetteer);
  {
    const TemporaryFolder folder;
    NamesFts fts(gazetteer, folder.path() / "names.db");
    append(findings, measure_exact(gazetteer, fts, draw));
    append(findings, measure_completion(gazetteer, fts, draw));
  }
  append(findings, measure_typos(gazetteer, draw));
  append(findings, measure_captions(gazetteer));
  append(findings, opening);
  append(findings, measure_longest(gazetteer, draw));
  append(findings, measure_documents(gazetteer));
  std::ofstream(output) << report(findings, draw.name_count(), gazetteer);
  std::cout << markdown_table(findings) << found_in_all << " places found\n";
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() == 2 && arguments[0] == "--print-opening") {
      photomap::print_opening(arguments[1]);
    } else if (arguments.size() == 2 && arguments[0] == "--print-memory") {
      photomap::print_memory(arguments[1]);
    } else if (arguments.size() == 4 && arguments[0] == "--gazetteer" && arguments[2] == "--output") {
      photomap::run(arguments[1], arguments[3]);
    } else {
      std::cerr << "photomap_bench_geocoder --gazetteer FILE --output FILE.md\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << "photomap_bench_geocoder: " << error.what() << '\n';
    return 1;
  }
}
