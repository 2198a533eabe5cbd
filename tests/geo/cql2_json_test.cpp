#include "tests/geo/cql2_store.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

TEST_CASE("JSON asks for what text does") {
  const PhotoStore store = make_cql2_store();
  const std::vector<std::pair<std::string, std::string>> rows{
      {R"({"op":"=","args":[{"property":"country"},"UZ"]})", "country = 'UZ'"},
      {R"({"op":"<>","args":["UZ",{"property":"country"}]})", "'UZ' <> country"},
      {R"(true)", "TRUE"},
      {R"({"op":"not","args":[{"op":"isNull","args":[{"property":"geometry"}]}]})", "geometry IS NOT NULL"},
      {R"({"op":"and","args":[{"op":">","args":[{"property":"id"},1]},{"op":"or","args":[false,
          {"op":"<=","args":[{"property":"id"},4]}]},true]})",
       "id > 1 AND (FALSE OR id <= 4) AND TRUE"},
      {R"({"op":"like","args":[{"property":"caption"},"%Bazaar"]})", "caption LIKE '%Bazaar'"},
      {R"({"op":"like","args":[{"op":"casei","args":[{"property":"caption"}]},
          {"op":"casei","args":["%BAZAAR"]}]})",
       "CASEI(caption) LIKE CASEI('%BAZAAR')"},
      {R"({"op":"=","args":[{"op":"accenti","args":[{"property":"credit"}]},{"op":"accenti","args":["Zoe"]}]})",
       "ACCENTI(credit) = ACCENTI('Zoe')"},
      {R"({"op":"between","args":[{"property":"id"},2,3.5]})", "id BETWEEN 2 AND 3.5"},
      {R"({"op":"in","args":[{"property":"country"},["UZ","DK"]]})", "country IN ('UZ','DK')"},
      {R"({"op":"in","args":[{"property":"country"},[]]})", "FALSE"},
      {R"({"op":"not","args":[{"op":"in","args":[{"property":"id"},[1,2]]}]})", "id NOT IN (1, 2)"},
      {R"({"op":"=","args":[{"property":"id"},{"op":"-","args":[{"op":"^","args":[2,
          {"op":"div","args":[7,3]}]},{"op":"%","args":[7,4]}]}]})",
       "id = 2^(7 div 3) - 7 % 4"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon",
          "coordinates":[[[66,39],[70,39],[70,42],[66,42],[66,39]]]}]})",
       "S_INTERSECTS(geometry, POLYGON((66 39,70 39,70 42,66 42,66 39)))"},
      {R"({"op":"s_within","args":[{"property":"geometry"},{"bbox":[66,39,70,42]}]})",
       "S_WITHIN(geometry, BBOX(66,39,70,42))"},
      {R"({"op":"s_equals","args":[{"property":"geometry"},{"type":"Point","coordinates":[12.56,55.67,3],
          "bbox":[1,2,3,4]}]})",
       "S_EQUALS(geometry, POINT(12.56 55.67))"},
      {R"({"op":"s_intersects","args":[{"type":"GeometryCollection","geometries":[
          {"type":"MultiPoint","coordinates":[[12.56,55.67]]},
          {"type":"MultiPolygon","coordinates":[[[[13,52],[14,52],[14,53],[13,53],[13,52]]]]},
          {"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}]},{"property":"geometry"}]})",
       "id IN (2, 3)"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"MultiPoint","coordinates":[]}]})",
       "FALSE"},
      {R"({"op":">=","args":[{"property":"taken_start"},{"date":"2022-06-01"}]})",
       "taken_start >= DATE('2022-06-01')"},
      {R"({"op":"t_after","args":[{"property":"taken_start"},{"timestamp":"2022-06-01T12:00:00Z"}]})",
       "T_AFTER(taken_start, TIMESTAMP('2022-06-01T12:00:00Z'))"},
      {R"({"op":"t_overlappedBy","args":[{"interval":[{"property":"taken_start"},{"property":"taken_end"}]},
          {"interval":["..","2022-07-01"]}]})",
       "T_OVERLAPPEDBY(INTERVAL(taken_start,taken_end), INTERVAL('..','2022-07-01'))"},
      {R"({"op":"a_containedBy","args":[{"property":"candidate_place_ids"},["a","b"]]})",
       "A_CONTAINEDBY(candidate_place_ids, ('a','b'))"},
      {R"({"op":"a_equals","args":[["a",true,1],[1,"a",true]]})", "TRUE"},
      {R"({"op":"starts_with","args":[{"property":"caption"},"Siab"]})", "starts_with(caption, 'Siab')"},
      {R"({"op":"=","args":[{"op":"length","args":[{"property":"caption"}]},0]})", "length(caption) = 0"}};
  for (const auto& [json, text] : rows) {
    CAPTURE(json);
    CHECK(find_by_json(store, json) == find_by_text(store, text));
  }
}

TEST_CASE("JSON that is no filter is told, with the place") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", "expected JSON"},
      {"{", "at byte 2: expected JSON"},
      {R"({"op":"="} x)", "expected JSON"},
      {"null", "expected an object or a boolean"},
      {"1", "expected an object or a boolean"},
      {"\"a\"", "expected an object or a boolean"},
      {"[]", "expected an object or a boolean"},
      {"{}", "expected one of the members op"},
      {R"({"op":"=","args":[{"property":"country"},null]})", "at #/args/1: expected an object"},
      {R"({"op":"=","args":[{"property":"country"}]})", "at #/args: expected 2 arguments for =, not 1"},
      {R"({"op":"=","args":[{"property":"country"},1]})", "at #/args/1: expected a text, not a number"},
      {R"({"op":"=","args":[{"property":"nothing"},1]})", "at #/args/0: expected a queryable"},
      {R"({"op":"=","args":[{"property":1},1]})", "at #/args/0/property: expected a text"},
      {R"({"op":"=","args":{"property":"id"}})", "at #/args: expected an array"},
      {R"({"op":"="})", "at #/args: expected an array"},
      {R"({"op":5,"args":[]})", "at #/op: expected a text"},
      {R"({"op":"AND","args":[true,true]})", "expected a function that /functions lists, not \"AND\""},
      {R"({"op":"s_x(1)--","args":[{"property":"geometry"},{"property":"geometry"}]})",
       "expected a function"},
      {R"({"op":"and","args":[true]})", "at #/args: expected 2 or more arguments for and, not 1"},
      {R"({"op":"not","args":[true,true]})", "expected 1 arguments for not, not 2"},
      {R"({"op":"isNull","args":{"property":"id"}})", "expected an array"},
      {R"({"op":"in","args":[{"property":"id"},1]})", "at #/args/1: expected an array"},
      {R"({"op":"in","args":[{"property":"id"},1,2]})", "expected 2 arguments for in, not 3"},
      {R"({"op":"like","args":[{"property":"caption"},{"property":"credit"}]})", "expected a pattern"},
      {R"({"op":"between","args":[{"property":"country"},"A","B"]})", "expected a number, not a text"},
      {R"({"op":"between","args":[{"property":"id"},[1,2]]})", "expected 3 arguments for between, not 2"},
      {R"({"op":"t_after","args":[{"property":"taken_start"},"2022-06-01"]})", "not a text"},
      {R"({"op":"t_after","args":[{"property":"taken_start"},{"date":"2022-6-1"}]})", "expected a date"},
      {R"({"op":"t_finishedby","args":[{"interval":["..",".."]},{"interval":["..",".."]}]})",
       "expected a function"},
      {R"({"op":"t_after","args":[{"interval":[".."]},{"date":"2022-06-01"}]})", "expected an array of two"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle","coordinates":[1,1]}]})",
       "at #/args/1/type: expected the type of a GeoJSON geometry"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point"}]})", "expected coordinates"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":["1",2]}]})",
       "expected numbers"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}]})",
       "a ring of a polygon has four positions or more"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[200,2]}]})",
       "expected coordinates on the earth"},
      {R"({"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3]}]})", "expected four numbers"},
      {R"({"op":"=","args":[{"property":"id","op":"+"},1]})", "expected one of the members"},
      {R"({"op":"=","args":[{"property":"id"},1e999]})", "expected JSON"},
      {R"({"op":"-","args":[1,2]})", "expected a boolean, not a number"}};
  for (const auto& [filter, expected] : rows) {
    CAPTURE(filter);
    CHECK_THAT(error_of_json(filter), Catch::Contains(expected));
  }
  const std::string deep(20'000, '[');
  CHECK_THAT(error_of_json(R"({"op":"x","args":)" + deep + std::string(20'000, ']') + "}"),
             Catch::Contains("expected fewer levels"));
}

// Whatever is written, it is a filter, or a Cql2Error says why not.
TEST_CASE("no filter brings the parsers or the database down") {
  const PhotoStore store = make_cql2_store();
  const std::vector<std::string> texts{
      "NOT (country = 'UZ' OR CASEI(caption) LIKE CASEI('%B\\_r''s%')) AND id BETWEEN 1 AND 2 + 3 * -id ^ 2",
      "S_INTERSECTS(geometry, POLYGON((66 39,70 39,70 42,66 42,66 39))) OR geometry IS NOT NULL",
      "T_OVERLAPS(INTERVAL(taken_start,'..'), INTERVAL('2022-06-01','2022-06-30')) AND id IN (1, 2.5e1)",
      "A_CONTAINS(candidate_place_ids, ('a', TRUE, (1 + 2), DATE('2022-06-01'))) AND length(caption) div 2 % "
      "3 > 1"};
  const std::vector<std::string> jsons{
      R"({"op":"and","args":[{"op":"=","args":[{"property":"country"},"UZ"]},{"op":"in","args":[{"property":"id"},[1,2]]}]})",
      R"({"op":"s_within","args":[{"property":"geometry"},{"type":"MultiPolygon","coordinates":[[[[66,39],[70,39],[70,42],[66,39]]]]}]})",
      R"({"op":"t_during","args":[{"interval":[{"property":"taken_start"},".."]},{"interval":["2022-06-01","2022-06-30"]}]})"};
  const std::string letters = "()',\"\\%_=<>+-*/^.0129eEZ[]{}:ab \xC3\xA9\x01";
  const std::vector<std::string> words{
      "NOT ",   " AND ", " OR ",  "((((",     "))))",           "'..'",     "NULL",
      "IS ",    "EMPTY", "BBOX(", "1e308",    "\"id\"",         "geometry", "DATE('2022-02-29')",
      "CASEI(", "null",  "[[[[",  "{\"op\":", "A_EQUALS((),())"};
  std::mt19937 random(5);
  const auto below = [&](std::size_t end) { return random() % end; };
  const auto mutated = [&](std::string text) {
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      const std::size_t at = below(text.size() + 1);
      switch (below(4)) {
        case 0: text.erase(at, below(6)); break;
        case 1: text.insert(at, 1, letters[below(letters.size())]); break;
        case 2: text.insert(at, words[below(words.size())]); break;
        default: text.insert(at, text.substr(below(text.size() + 1), below(30)));
      }
    }
    return text;
  };
  int valid = 0;
  const auto try_one = [&](const std::string& filter, auto find) {
    CAPTURE(filter);
    try {
      find(store, filter);
      ++valid;
    } catch (const Cql2Error&) {
    }
  };
  for (int i = 0; i < 4000; ++i) {
    try_one(mutated(texts[below(texts.size())]),
            [](const PhotoStore& in, const std::string& filter) { find_by_text(in, filter); });
    try_one(mutated(jsons[below(jsons.size())]),
            [](const PhotoStore& in, const std::string& filter) { find_by_json(in, filter); });
  }
  CHECK(valid > 100);
}

}  // namespace photomap
