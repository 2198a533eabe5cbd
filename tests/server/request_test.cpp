#include "server/request.hpp"

#include "geo/queryables.hpp"
#include "server/errors.hpp"
#include "server/paging.hpp"
#include "server/photo_filter.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

/// The detail of the 400 that `parse` throws; empty where it throws none.
template <typename Parse>
std::string refusal(const Parse& parse) {
  try {
    parse();
  } catch (const HttpError& error) {
    CHECK(error.status() == 400);
    return error.what();
  }
  return "";
}

HttpRequest request_with(std::vector<QueryParameter> query) {
  return {.method = "GET", .path = "/", .query = std::move(query), .headers = {}};
}

}  // namespace

TEST_CASE("a tile that exists is parsed, any other is refused with what is right") {
  const TileId tile = parse_tile("3", "7", "0");
  CHECK(tile.zoom() == 3);
  CHECK(tile.x() == 7);
  CHECK(tile.y() == 0);
  CHECK(parse_tile("22", "4194303", "4194303").zoom() == 22);

  CHECK(refusal([] { parse_tile("3", "9", "0"); }) ==
        "tile 3/9/0 does not exist: at zoom 3 x and y run from 0 to 7");
  CHECK(refusal([] { parse_tile("23", "0", "0"); }) == "tile 23/0/0 does not exist: zoom runs from 0 to 22");
  CHECK(refusal([] { parse_tile("-1", "0", "0"); }) == "tile -1/0/0 does not exist: zoom runs from 0 to 22");
  for (const char* bad : {"x", "", "1.0", "+1", " 1", "1 ", "0x1", "1e0", "99999999999999999999"}) {
    CAPTURE(bad);
    CHECK(refusal([bad] { parse_tile("3", bad, "0"); }).ends_with("zoom, x and y are integers"));
  }
}

TEST_CASE("a box is four numbers, or six with heights") {
  CHECK(parse_bbox("1,2,3,4") == Bbox{1, 2, 3, 4});
  CHECK(parse_bbox("1,2,-100,3,4,100") == Bbox{1, 2, 3, 4});
  CHECK(parse_bbox("-180,-90,180,90") == Bbox{});
  CHECK(parse_bbox("1.5e1,-2.25,16,0") == Bbox{15, -2.25, 16, 0});
  CHECK(parse_bbox("170,-20,-170,-10").crosses_antimeridian());
  CHECK(parse_bbox("5,5,5,5") == Bbox{5, 5, 5, 5});
}

TEST_CASE("a bad box is refused with its reason") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"", "\"\" is no number"},
      {"1,2,3", "it has 3 numbers"},
      {"1,2,3,4,5", "it has 5 numbers"},
      {"1,2,3,x", "\"x\" is no number"},
      {"1,2,3,nan", "\"nan\" is no number"},
      {"inf,2,3,4", "\"inf\" is no number"},
      {"1,2,3,", "\"\" is no number"},
      {"1,2,3, 4", "\" 4\" is no number"},
      {"1,2,3,1e999", "\"1e999\" is no number"},
      {"181,0,182,1", "longitudes"},
      {"0,-91,1,0", "latitudes"},
      {"0,2,1,1", "south is greater"},
      {"1;2;3;4", "is no number"},
      {"0x1,2,3,4", "\"0x1\" is no number"},
  };
  for (const auto& [text, reason] : table) {
    CAPTURE(text);
    const std::string detail = refusal([text = text] { parse_bbox(text); });
    CHECK(detail.starts_with("bbox=" + text));
    CHECK(detail.find(reason) != std::string::npos);
    CHECK(detail.find("west,south,east,north") != std::string::npos);
  }
}

TEST_CASE("a limit above the greatest is taken as the greatest, below 1 it is refused") {
  CHECK(parse_limit("1") == 1);
  CHECK(parse_limit("10000") == 10'000);
  CHECK(parse_limit("10001") == 10'000);
  CHECK(parse_limit("99999999999999999999999") == 10'000);
  for (const char* bad : {"0", "-1", "", "ten", "1.5", "+5", " 5", "5 ", "0x10"}) {
    CAPTURE(bad);
    CHECK(refusal([bad] { parse_limit(bad); }) ==
          "limit=" + std::string(bad) + ": give an integer from 1 to 10000");
  }
}

TEST_CASE("where a page begins is an id") {
  const auto from = [](const std::string& value) {
    const HttpRequest request = request_with({{"after", value}});
    return parse_page(Parameters(request), photo_queryables(), IdType::number).order.from;
  };
  CHECK(from("0") == Json::array({0}));
  CHECK(from("9223372036854775807") == Json::array({INT64_MAX}));
  for (const char* bad : {"-1", "x", "", "9223372036854775808"}) {
    CAPTURE(bad);
    CHECK(refusal([&] { from(bad); }).starts_with("after="));
  }
}

TEST_CASE("only known essays can be asked for") {
  const auto is_known = [](std::string_view slug) { return slug == "almaty" || slug == "osh"; };
  CHECK(parse_essays("osh", is_known) == std::vector<std::string>{"osh"});
  CHECK(parse_essays("osh,almaty", is_known) == std::vector<std::string>{"osh", "almaty"});
  CHECK(refusal([&] { parse_essays("osh,paris", is_known); }) ==
        "essay=osh,paris: there is no essay \"paris\"; /collections/essays/items lists them");
  CHECK_FALSE(refusal([&] { parse_essays("", is_known); }).empty());
}

TEST_CASE("unknown and repeated parameters are refused") {
  const HttpRequest good = request_with({{"limit", "3"}});
  const Parameters parameters(good, {"bbox", "limit"});
  CHECK(parameters.find("limit") == "3");
  CHECK_FALSE(parameters.find("bbox"));

  const HttpRequest unknown = request_with({{"limmit", "3"}});
  CHECK(refusal([&] {
          Parameters(unknown, {"bbox", "limit"});
        }) == "unknown parameter \"limmit\"; known here: bbox, limit");
  CHECK(refusal([&] { Parameters(unknown, {}); }) == "unknown parameter \"limmit\"; none is known here");
  const HttpRequest twice = request_with({{"limit", "3"}, {"limit", "4"}});
  CHECK(refusal([&] { Parameters(twice, {"limit"}); }) == "parameter \"limit\" is given twice; give it once");
}

TEST_CASE("a datetime is an instant or an interval, to the days in UTC that it touches") {
  const auto days = [](const std::string& text) {
    const DateInterval interval = parse_datetime(text);
    return format_day(interval.first) + "/" + format_day(interval.last);
  };
  CHECK(days("2022-06-01") == "2022-06-01/2022-06-01");
  CHECK(days("2022-06-01T12:00:00Z") == "2022-06-01/2022-06-01");
  CHECK(days("2022-06-01T23:30:00.25-05:00") == "2022-06-02/2022-06-02");
  CHECK(days("2022-06-01T00:30:00+05:30") == "2022-05-31/2022-05-31");
  CHECK(days("2022-06-01/2022-07-01T00:00:00Z") == "2022-06-01/2022-07-01");
  CHECK(days("2022-06-01/..") == "2022-06-01/9999-12-31");
  CHECK(days("/2022-06-01") == "0000-01-01/2022-06-01");
  for (const char* text :
       {"", "..", "../..", "/", "2022", "2022-13-01", "2022-06-01T12:00", "2022-06-01T25:00:00Z",
        "2022-06-01T12:00:00", "2022-06-01T12:00:00.Z", "2022-06-01/2022-06-02/2022-06-03", "yesterday",
        "2022-07-01/2022-06-01", "2022-06-01T12:00:00+5:00"}) {
    CAPTURE(text);
    CHECK(refusal([&] { parse_datetime(text); }).find("datetime=") == 0);
  }
}

TEST_CASE("a filter says what is wrong with it") {
  const auto none = [](std::string_view) { return false; };
  const auto error = [&none](const std::string& name, const std::string& value) {
    const HttpRequest request = request_with({{name, value}});
    const Parameters parameters(request, {}, photo_filter_parameters());
    return refusal([&] { parse_filter(parameters, {.is_essay = none, .is_place = none}); });
  };
  CHECK(error("country", "kz") ==
        "country=kz: give codes of two capital letters (ISO 3166-1), such as KZ,UZ");
  CHECK(error("country", "KZ,UZ").empty());
  CHECK(error("max-uncertainty", "-1") == "max-uncertainty=-1: give metres, such as 5000");
  CHECK(error("ids", "1,x") == "ids=1,x: give numbers of photos, such as 1,2,3");
  CHECK(error("ids", "1,2").empty());
  CHECK(error("dated", "yes") == "dated=yes: give true or false");
  CHECK(error("has-image", "false").empty());
  CHECK(error("essay", "paris").find("there is no essay") != std::string::npos);
  CHECK(error("place", "paris") ==
        "place=paris: there is no place \"paris\"; /collections/places/items lists them");
  CHECK(error("uncertainty", "all") == "uncertainty=all: give touches, or leave it out");
  CHECK(error("uncertainty", "touches") == "uncertainty=touches: is about a box; give bbox too");
}

}  // namespace photomap
