#include "geo/document.hpp"
#include "geo/explanation.hpp"
#include "geo/geojson.hpp"
#include "geo/placement.hpp"
#include "geo/utf8.hpp"
#include "server/commands/commands.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <stdexcept>

namespace photomap {

namespace {

struct Request {
  Json id;
  std::string text;
  DocumentOptions options;
};

// From code points, as the outside counts, to bytes.
std::vector<TextSpan> read_spans(const Json& spans, const std::string& text) {
  const std::size_t length = count_code_points(text);
  std::vector<TextSpan> read;
  for (const Json& span : spans) {
    const bool is_pair =
        span.is_array() && span.size() == 2 && span[0].is_number_unsigned() && span[1].is_number_unsigned();
    if (!is_pair || span[0] > span[1] || span[1].get<std::size_t>() > length)
      throw std::runtime_error(fmt::format("span {} is no [start, end] within the {} code points of the text",
                                           span.dump(), length));
    read.push_back({byte_offset(text, span[0]), byte_offset(text, span[1])});
  }
  return read;
}

Request read_request(const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) throw std::runtime_error("is no JSON object; a line is {\"id\":…, \"text\":…}");
  const auto text = json.find("text");
  if (text == json.end() || !text->is_string()) throw std::runtime_error("has no \"text\" that is a string");
  Request request{.id = json.value("id", Json()), .text = *text, .options = {}};
  if (const auto spans = json.find("spans"); spans != json.end() && !spans->is_null()) {
    if (!spans->is_array()) throw std::runtime_error("\"spans\" is no array of [start, end]");
    request.options.spans = read_spans(*spans, request.text);
  }
  if (const auto date = json.find("date"); date != json.end() && !date->is_null()) {
    request.options.written = date->is_string() ? parse_date(date->get<std::string>()) : std::nullopt;
    if (!request.options.written)
      throw std::runtime_error(
          fmt::format(R"("date" {} is no date like "2022", "2022-06" or "2022-06-30")", to_text(*date)));
  }
  return request;
}

Json place_json(const Gazetteer& gazetteer, const Meaning& meaning, const std::string& language) {
  const Place& place = meaning.place;
  return {{"id", place.id},
          {"name", gazetteer.display_name(meaning.number, language)},
          {"country", place.country.empty() ? Json() : Json(place.country)},
          {"lon", place.location.lon},
          {"lat", place.location.lat},
          {"source", place.source}};
}

Json mention_json(const Gazetteer& gazetteer, const ResolvedMention& resolved, const std::string& text,
                  const std::string& language) {
  const Mention& mention = resolved.mention;
  Json json = {{"start", count_code_points(std::string_view(text).substr(0, mention.begin))},
               {"end", count_code_points(std::string_view(text).substr(0, mention.end))},
               {"text", mention.text},
               {"role", role_name(mention.role)},
               {"place", Json()},
               {"uncertainty_m", Json()},
               {"confidence", 0},
               {"reason", "no place of the gazetteer is called so"}};
  if (resolved.meanings.empty()) return json;
  const Georeference where = to_georeference(place_marked(resolved));
  json["place"] = place_json(gazetteer, resolved.meanings.front(), language);
  json["uncertainty_m"] = where.uncertainty.value;
  json["confidence"] = resolved.meanings.front().share;
  json["reason"] = describe_meaning(gazetteer, resolved.meanings.front());
  return json;
}

Json answer(const Gazetteer& gazetteer, const std::string& line, const std::string& language) {
  const Request request = read_request(line);
  Json mentions = Json::array();
  for (const ResolvedMention& resolved : resolve_document(gazetteer, request.text, request.options))
    mentions.push_back(mention_json(gazetteer, resolved, request.text, language));
  return {{"id", request.id}, {"mentions", std::move(mentions)}};
}

}  // namespace

int run_geoparse(const GeoparseCommand& command) {
  const Gazetteer gazetteer = Gazetteer::open(command.gazetteer);
  std::ifstream file;
  if (!command.file.empty()) file.open(command.file);
  std::istream& input = command.file.empty() ? std::cin : file;
  const std::string name = command.file.empty() ? "stdin" : command.file.string();
  const auto require = [&](bool can_be_read) {
    if (!can_be_read)
      throw std::runtime_error(fmt::format("{}: can't be read; check the path and its permissions", name));
  };
  require(input.good());
  int number = 0;
  int code = kExitDone;
  for (std::string line; std::getline(input, line);) {
    ++number;
    if (trim(line).empty()) continue;
    try {
      say(to_text(answer(gazetteer, line, command.language)));
    } catch (const std::exception& error) {
      // The others go on; whoever reads the output finds the line that could not be read in its place.
      remark(fmt::format("{}:{}: {}", name, number, error.what()));
      say(to_text({{"line", number}, {"error", error.what()}}));
      code = kExitFailed;
    }
  }
  require(!input.bad());  // a folder opens, and fails then
  return code;
}

}  // namespace photomap
