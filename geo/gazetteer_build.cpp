// The making of a gazetteer: all sources taken together into one file.
#include "geo/gazetteer.hpp"
#include "geo/gazetteer_merge.hpp"
#include "geo/romanise.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

namespace photomap {

namespace {

// Texts that are the same are kept once; offset 0 is the empty one.
class TextPool {
 public:
  TextOffset add(const std::string& text) {
    const auto [entry, is_new] = offsets_.try_emplace(text, static_cast<TextOffset>(bytes_.size()));
    if (is_new) bytes_.insert(bytes_.end(), text.c_str(), text.c_str() + text.size() + 1);
    return entry->second;
  }
  const std::vector<char>& bytes() const { return bytes_; }

 private:
  std::vector<char> bytes_ = {'\0'};
  std::unordered_map<std::string, TextOffset> offsets_ = {{"", 0}};
};

std::int32_t day_number(const std::optional<std::chrono::sys_days>& day) {
  return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : kAnyDay;
}

// The box around a circle.
Bbox box_around(LonLat centre, Meters radius) {
  constexpr double kMetersPerDegree = 111'195;
  const double tall = radius.value / kMetersPerDegree;
  const double wide = tall / std::max(std::cos(centre.lat * 3.14159265358979 / 180), 0.01);
  const auto wrap = [](double lon) { return lon < -180 ? lon + 360 : lon > 180 ? lon - 360 : lon; };
  if (wide >= 180) return {-180, std::max(centre.lat - tall, -90.0), 180, std::min(centre.lat + tall, 90.0)};
  return {wrap(centre.lon - wide), std::max(centre.lat - tall, -90.0), wrap(centre.lon + wide),
          std::min(centre.lat + tall, 90.0)};
}

// How much less a name says than a place's main one.
float weight_of(NameKind kind) {
  switch (kind) {
    case NameKind::main: return 1;
    case NameKind::alternate: return 0.3F;
    case NameKind::historical:
    case NameKind::abbreviation: return 0.2F;
    case NameKind::shortened:
    case NameKind::demonym: return 0.1F;
  }
  return 0;
}

// Words that are written in two ways: "Saint Louis" and "St. Louis".
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTwoWays = {
    {{"saint", "st"}, {"mount", "mt"}, {"fort", "ft"}, {"sainte", "ste"}}};

std::optional<std::string> other_way(const std::string& key) {
  for (const auto& [longer, shorter] : kTwoWays) {
    for (const auto& [from, to] : {std::pair{longer, shorter}, std::pair{shorter, longer}}) {
      const std::string word = std::string(from) + ' ';
      const auto at = key.find(word);
      if (at != std::string::npos && (at == 0 || key[at - 1] == ' '))
        return key.substr(0, at) + std::string(to) + key.substr(at + from.size());
    }
  }
  return std::nullopt;
}

// What a name is in Latin letters is the surest where it is written in them.
int rank_of_script(std::string_view text) {
  const bool is_ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return is_ascii ? 0 : is_romanised_loosely(text) ? 2 : 1;
}

class Encoder {
 public:
  std::string encode(const std::vector<MergedPlace>& places) {
    for (const Origin origin : kOrigins) {
      const OriginTerms terms = terms_of(origin);
      attributions_.push_back({texts_.add(std::string(terms.name)), texts_.add(std::string(terms.licence)),
                               texts_.add(std::string(terms.url))});
    }
    for (const MergedPlace& place : places) add_place(place);
    sort_by_id();
    sort_by_cell();
    const NameTableData folded = build_name_table(std::move(folded_));
    const NameTableData spelling = build_name_table(one_of_each_place(std::move(spelling_)));
    return encode_gazetteer({.texts = texts_.bytes(),
                             .places = rows_,
                             .names = names_,
                             .attributions = attributions_,
                             .by_id = by_id_,
                             .by_cell = by_cell_,
                             .cells = cells_,
                             .folded = folded.arrays(),
                             .spelling = spelling.arrays()});
  }

 private:
  static constexpr std::array kOrigins = {Origin::own,         Origin::regions,     Origin::geonames,
                                          Origin::cities_json, Origin::libgeonames, Origin::world_countries,
                                          Origin::airports,    Origin::derived};

  void add_place(const MergedPlace& merged) {
    const auto& [source, parent] = merged;
    const Place& place = source.place;
    const Bbox box = source.extent.value_or(box_around(place.location, place.uncertainty));
    PlaceRow row{
        .lon = place.location.lon,
        .lat = place.location.lat,
        .west = static_cast<float>(box.west),
        .south = static_cast<float>(box.south),
        .east = static_cast<float>(box.east),
        .north = static_cast<float>(box.north),
        .uncertainty_m = static_cast<float>(place.uncertainty.value),
        .population = static_cast<std::uint32_t>(std::min<std::int64_t>(place.population, UINT32_MAX)),
        .parent = parent,
        .id = texts_.add(place.id),
        .name = texts_.add(place.name),
        .feature_type = texts_.add(place.feature_type),
        .source = texts_.add(place.source),
        .first_name = static_cast<std::uint32_t>(names_.size()),
        .name_count = static_cast<std::uint32_t>(source.names.size()),
        .kind = source.kind,
        .attribution = static_cast<std::uint8_t>(source.origin)};
    std::copy_n(place.country.begin(), std::min<std::size_t>(place.country.size(), 2), row.country);
    const auto number = static_cast<PlaceNumber>(rows_.size());
    rows_.push_back(row);
    add_names(source.names, number, static_cast<float>(prominence(row)));
  }

  void add_names(const std::vector<SourceName>& names, PlaceNumber place, float weight) {
    std::map<std::string, NameEntry> keys;
    for (const SourceName& name : names) {
      const auto number = static_cast<std::uint32_t>(names_.size());
      names_.push_back({.text = texts_.add(name.text),
                        .language = texts_.add(name.language),
                        .place = place,
                        .valid_from = day_number(name.valid_from),
                        .valid_to = day_number(name.valid_to),
                        .kind = name.kind});
      const std::string key = fold(name.text);
      if (key.empty()) continue;
      const NameEntry entry{.key = key, .posting = {number, place}, .weight = weight * weight_of(name.kind)};
      add_key(keys, entry);
      if (const auto other = other_way(key)) add_key(keys, {*other, entry.posting, entry.weight});
      const std::string plain = without_short_u(key);
      if (plain != key) add_key(keys, {plain, entry.posting, entry.weight});
      if (name.kind == NameKind::demonym || name.kind == NameKind::abbreviation) continue;
      add_spelling(key, {.key = {}, .posting = entry.posting, .weight = weight});
      if (plain != key) add_spelling(plain, {.key = {}, .posting = entry.posting, .weight = weight});
    }
    for (auto& [key, entry] : keys) folded_.push_back(std::move(entry));
  }

  void add_spelling(const std::string& key, NameEntry entry) {
    entry.key = spelling_key(romanise(key));
    if (!entry.key.empty()) spelling_.push_back(std::move(entry));
  }

  // A place's key keeps the name that says most.
  static void add_key(std::map<std::string, NameEntry>& keys, const NameEntry& entry) {
    const auto [found, is_new] = keys.try_emplace(entry.key, entry);
    if (!is_new && entry.weight > found->second.weight) found->second = entry;
  }

  // Of a place's names that are spelt alike, the one whose letters are the surest.
  std::vector<NameEntry> one_of_each_place(std::vector<NameEntry> entries) const {
    const auto order = [&](const NameEntry& e) {
      const NameRow& name = names_[e.posting.name];
      return std::tuple(std::string_view(e.key), e.posting.place,
                        rank_of_script(texts_.bytes().data() + name.text), e.posting.name);
    };
    std::sort(entries.begin(), entries.end(),
              [&](const NameEntry& a, const NameEntry& b) { return order(a) < order(b); });
    const auto last =
        std::unique(entries.begin(), entries.end(), [&](const NameEntry& a, const NameEntry& b) {
          return a.key == b.key && a.posting.place == b.posting.place;
        });
    entries.erase(last, entries.end());
    return entries;
  }

  void sort_by_id() {
    by_id_.resize(rows_.size());
    std::iota(by_id_.begin(), by_id_.end(), PlaceNumber{0});
    const char* texts = texts_.bytes().data();
    std::sort(by_id_.begin(), by_id_.end(), [&](PlaceNumber a, PlaceNumber b) {
      return std::string_view(texts + rows_[a].id) < std::string_view(texts + rows_[b].id);
    });
  }

  void sort_by_cell() {
    const auto cell = [&](PlaceNumber place) { return degree_cell({rows_[place].lon, rows_[place].lat}); };
    by_cell_.resize(rows_.size());
    std::iota(by_cell_.begin(), by_cell_.end(), PlaceNumber{0});
    std::stable_sort(by_cell_.begin(), by_cell_.end(),
                     [&](PlaceNumber a, PlaceNumber b) { return cell(a) < cell(b); });
    cells_.assign(kDegreeCells + 1, 0);
    for (const PlaceNumber place : by_cell_) ++cells_[cell(place) + 1];
    std::partial_sum(cells_.begin(), cells_.end(), cells_.begin());
  }

  TextPool texts_;
  std::vector<PlaceRow> rows_;
  std::vector<NameRow> names_;
  std::vector<AttributionRow> attributions_;
  std::vector<PlaceNumber> by_id_;
  std::vector<PlaceNumber> by_cell_;
  std::vector<std::uint32_t> cells_;
  std::vector<NameEntry> folded_;
  std::vector<NameEntry> spelling_;
};

std::string build_bytes(const GazetteerSources& sources, const BuildProgress& progress) {
  return Encoder().encode(merge_sources(sources, progress));
}

void write_whole(const std::filesystem::path& file, const std::string& bytes) {
  const std::filesystem::path partial = fmt::format("{}.partial-{}", file.string(), getpid());
  std::ofstream stream(partial, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code error;
  if (stream.good()) std::filesystem::rename(partial, file, error);
  if (stream.good() && !error) return;
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  throw std::runtime_error(fmt::format(
      "{}: can't be written; check the path, its permissions and the room on the disk", file.string()));
}

}  // namespace

Gazetteer Gazetteer::build_in_memory(const GazetteerSources& sources) {
  return Gazetteer(hold_gazetteer(build_bytes(sources, {})));
}

void build_gazetteer(const GazetteerSources& sources, const std::filesystem::path& output,
                     const BuildProgress& progress) {
  if (std::filesystem::exists(output) && !is_gazetteer(output))
    throw std::runtime_error(
        fmt::format("{}: is no photomap gazetteer; choose another name", output.string()));
  write_whole(output, build_bytes(sources, progress));
}

}  // namespace photomap
