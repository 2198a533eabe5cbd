#include "server/photo_filter.hpp"

#include "geo/queryables.hpp"
#include "geo/utf8.hpp"
#include "geo/word_query.hpp"
#include "server/cql2_parameters.hpp"
#include "server/errors.hpp"
#include "server/served_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

bool parse_flag(const Parameters& parameters, std::string_view name) {
  const auto text = parameters.find(name);
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  throw HttpError(400, fmt::format("{}={}: give true or false", name, clipped(*text)));
}

std::shared_ptr<const WordQuery> parse_words(std::string_view text) {
  constexpr std::size_t kMostCharacters = 256;
  if (count_code_points(text) > kMostCharacters)
    throw HttpError(400, fmt::format("q={}: give up to {} characters", clipped(text), kMostCharacters));
  auto words = WordQuery::parse(text);
  if (!words)
    throw HttpError(400, fmt::format("q={}: give at least one word to look for, such as bazaar, bread* or "
                                     "\"silk road\"",
                                     clipped(text)));
  return std::make_shared<const WordQuery>(std::move(*words));
}

// A box of another system has no distances in metres.
bool parse_touches(const Parameters& parameters, const PhotoQuery& query) {
  const auto text = parameters.find("uncertainty");
  if (!text) return false;
  if (*text != "touches")
    throw HttpError(400, fmt::format("uncertainty={}: give touches, or leave it out", clipped(*text)));
  if (!query.bbox) throw HttpError(400, "uncertainty=touches: is about a box; give bbox too");
  if (query.crs_box)
    throw HttpError(
        400, "uncertainty=touches: needs a box in degrees on WGS 84; leave bbox-crs out, or give EPSG:4326");
  return true;
}

}  // namespace

KnownIds known_ids(const PhotoStore& store) {
  return {.is_essay = [&store](std::string_view slug) { return store.has_essay(slug); },
          .is_place = [&store](std::string_view id) { return store.has_place(id); }};
}

KnownIds known_ids(const PointSnapshot& points) {
  return {.is_essay = [&points](std::string_view slug) { return points.index().has_essay(slug); },
          .is_place = [&points](std::string_view id) { return points.has_place(id); }};
}

std::span<const std::string_view> photo_filter_parameters() {
  static const std::vector<std::string_view> kAll = [] {
    std::vector<std::string_view> all(kOwnFilterParameters.begin(), kOwnFilterParameters.end());
    const std::vector<std::string_view> more = cql2_parameters(photo_queryables(), kOwnFilterParameters);
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return kAll;
}

PhotoQuery parse_filter(const Parameters& parameters, const KnownIds& known) {
  PhotoQuery query;
  const auto list = [&](std::string_view name) {
    std::vector<std::string> values;
    if (const auto text = parameters.find(name)) {
      for (const std::string_view value : split(*text, ',')) values.emplace_back(value);
    }
    return values;
  };
  parse_box(parameters, query);
  query.circle_touches = parse_touches(parameters, query);
  if (const auto text = parameters.find("datetime")) query.taken = parse_datetime(*text);
  if (const auto text = parameters.find("essay")) query.essays = parse_essays(*text, known.is_essay);
  if (const auto text = parameters.find("place")) query.places = parse_places(*text, known.is_place);
  // A name may have a comma in it.
  if (const auto text = parameters.find("photographer")) {
    if (text->empty()) throw HttpError(400, "photographer: give a name as a photo's credit has it");
    query.photographers = {std::string(*text)};
  }
  query.countries = list("country");
  for (const std::string& country : query.countries) {
    const bool is_code = country.size() == 2 && std::all_of(country.begin(), country.end(),
                                                            [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_code)
      throw HttpError(400,
                      fmt::format("country={}: give codes of two capital letters (ISO 3166-1), such as KZ,UZ",
                                  clipped(country)));
  }
  if (const auto text = parameters.find("max-uncertainty")) {
    const auto meters = parse_number(*text);
    if (!meters || *meters < 0)
      throw HttpError(400, fmt::format("max-uncertainty={}: give metres, such as 5000", clipped(*text)));
    query.max_uncertainty = Meters{*meters};
  }
  if (const auto text = parameters.find("ids")) {
    query.ids.emplace();
    for (const std::string_view part : split(*text, ',')) {
      const auto id = parse_integer(part);
      if (!id)
        throw HttpError(400, fmt::format("ids={}: give numbers of photos, such as 1,2,3", clipped(*text)));
      query.ids->push_back(*id);
    }
  }
  if (const auto text = parameters.find("q")) query.words = parse_words(*text);
  query.dated = parse_flag(parameters, "dated");
  query.has_image = parse_flag(parameters, "has-image");
  query.filter = parse_cql2(parameters, photo_queryables(), kOwnFilterParameters);
  return query;
}

}  // namespace photomap
