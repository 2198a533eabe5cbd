#include "geo/sqlite.hpp"
#include "tests/geo/cql2_store.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

const Ids kAll{1, 2, 3, 4, 5, 6};
const Ids kNone;

using Rows = std::vector<std::pair<std::string, Ids>>;

void check_all(const Rows& rows) {
  const PhotoStore store = make_cql2_store();
  for (const auto& [filter, expected] : rows) {
    CAPTURE(filter);
    CHECK(find_by_text(store, filter) == expected);
  }
}

}  // namespace

TEST_CASE("a filter compares properties and values, on either side") {
  check_all({{"country = 'UZ'", {1, 4}},
             {"'UZ' = country", {1, 4}},
             {"\"country\"='UZ'", {1, 4}},
             {"country <> 'UZ'", {2, 3, 6}},
             {"country < 'E'", {2, 3}},
             {"credit = 'Jane O''Hara'", {1, 4}},
             {R"(credit = 'Jane O\'Hara')", {1, 4}},
             {"uncertainty_m >= 900", {2, 3, 4, 6}},
             {"uncertainty_m = 900", {2}},
             {"confidence=.85", {2}},
             {"uncertainty_m = 1.5E+2", {1}},
             {"uncertainty_m = +150.", {1}},
             {"id=position", kAll},
             {"place_name = place_name", kNone},
             {"caption = credit", kNone},
             {"'a' = 'a'", kAll},
             {"1 > 2", kNone},
             {"corrected = FALSE", kAll},
             {"false = corrected", kAll},
             {"taken_start = DATE('2022-06-01')", {1}},
             {"taken_start >= date('2022-06-30')", {2, 5}},
             {"taken_end > taken_start", {1, 4, 5}},
             {"taken_start < TIMESTAMP('2022-06-01T23:59:59Z')", {4, 6}},
             {"taken_start = TIMESTAMP('2022-06-01T23:59:59.25Z')", {1}},
             {"TIMESTAMP('2022-06-01T00:00:00Z') < TIMESTAMP('2022-06-01T00:00:00.5Z')", kAll},
             {"TIMESTAMP('2022-06-01T00:00:00.50Z') = TIMESTAMP('2022-06-01T00:00:00.5Z')", kAll}});
}

TEST_CASE("AND binds more than OR, NOT more than both, keywords in any case") {
  check_all({{"country = 'DK' OR country = 'UZ' AND id = 1", {1, 2}},
             {"(country = 'DK' OR country = 'UZ') and id = 1", {1}},
             {"NOT country = 'UZ' And id < 4", {2, 3}},
             {"not (country = 'UZ' and id < 4)", {2, 3, 4, 5, 6}},
             {"NOT (NOT (NOT (id = 1)))", {2, 3, 4, 5, 6}},
             {"TRUE", kAll},
             {"false", kNone},
             {"NOT FALSE", kAll},
             {"corrected", kNone},
             {"NOT corrected", kAll},
             {"(((TRUE)))", kAll},
             {"\t(\n id = 1\r)\xC2\xA0", {1}}});
}

TEST_CASE("of what is NULL nothing is known, nor of its opposite") {
  check_all({{"country IS NULL", {5}},
             {"country is not null", {1, 2, 3, 4, 6}},
             {"geometry IS NULL", {5}},
             {"uncertainty_m IS NULL", {5}},
             {"caption IS NULL", kNone},
             {"NOT country = 'UZ'", {2, 3, 6}},
             {"country NOT LIKE 'U%'", {2, 3, 6}},
             {"country IN ('UZ') OR country NOT IN ('UZ')", {1, 2, 3, 4, 6}},
             {"country NOT IN ('UZ', place_name)", kNone},
             {"uncertainty_m NOT BETWEEN 0 AND 1", {1, 2, 3, 4, 6}},
             {"country = 'UZ' OR country = place_name", {1, 4}},
             {"NOT S_INTERSECTS(geometry, BBOX(0,0,90,90))", {6}},
             {"NOT T_AFTER(taken_start, DATE('2022-01-01'))", {4, 6}},
             {"(country = 'UZ') IS NULL", {5}},
             {"country = 'UZ' IS NULL", {5}},
             {"NOT corrected IS NULL", kAll},
             {"uncertainty_m / 0 IS NULL", kAll},
             {"INTERVAL(taken_start, '..') IS NULL", {3}},
             {"DATE('2022-01-01') IS NOT NULL", kAll},
             {"POINT(1 1) IS NULL", kNone}});
}

TEST_CASE("a pattern is about characters of any script, case counts") {
  check_all({{"caption LIKE 'Siab%'", {1}},
             {"caption LIKE 'siab%'", kNone},
             {"caption LIKE '%'", kAll},
             {"caption LIKE ''", {5}},
             {"caption LIKE 'K_benhavn%'", {2}},
             {"caption LIKE '%a_a%'", {1}},
             {R"(caption LIKE '%50\% off')", {2}},
             {R"(caption LIKE '%\_percent%')", {6}},
             {R"(caption LIKE '%\\ path')", {6}},
             {"caption LIKE '%Fiji%path%'", {6}},
             {"caption LIKE '%в%те'", {4}},
             {"caption LIKE 'Базар _ ________'", {4}},
             {"credit NOT LIKE '%O''Hara'", {2, 5, 6}},
             {"caption LIKE '% off%%%'", {2}},
             {"'abc' LIKE '_b_'", kAll}});
}

TEST_CASE("CASEI and ACCENTI fold the case and the marks of any script") {
  check_all({{"CASEI(caption) = CASEI('SIAB BAZAAR')", {1}},
             {"casei(caption) LIKE casei('%STRASSE')", {3}},
             {"CASEI(caption) LIKE CASEI('БАЗАР%')", {4}},
             {"CASEI('Straße') = 'strasse'", kAll},
             {"CASEI('ΟΔΟΣ') = CASEI('οδος')", kAll},
             {"ACCENTI(caption) LIKE ACCENTI('Kobenhavn%')", {2}},
             {"ACCENTI(credit) = ACCENTI('Zoe')", {5}},
             {"ACCENTI(credit) = 'Zoe'", {5}},
             {"ACCENTI(CASEI(credit)) = ACCENTI(CASEI('åsE ø'))", {2}},
             {"CASEI(ACCENTI(caption)) LIKE CASEI(ACCENTI('KØBENHAVN%'))", {2}},
             {"CASEI(country) IN (CASEI('uz'), casei('dk'))", {1, 2, 4}},
             {"ACCENTI('ガ') = ACCENTI('カ')", kNone},
             {"CASEI(place_name) IS NULL", kAll}});
}

TEST_CASE("lists and ranges") {
  check_all({{"id IN (1, 2, 1+2)", {1, 2, 3}},
             {"id NOT IN (1, 2, 3)", {4, 5, 6}},
             {"country IN ('UZ')", {1, 4}},
             {"taken_start IN (DATE('2022-06-01'), DATE('2023-05-12'))", {1, 2}},
             {"corrected IN (TRUE, FALSE)", kAll},
             {"id BETWEEN 2 AND 3 AND country = 'DK'", {2}},
             {"id between 1+1 and 2*2", {2, 3, 4}},
             {"id BETWEEN 3 AND 2", kNone},
             {"confidence NOT BETWEEN 0.5 AND 0.9", {1, 5, 6}}});
}

TEST_CASE("arithmetic has its order, and no integers among its quotients") {
  check_all({{"id + 1 = 2", {1}},       {"id = 1 + 2 * 2", {5}},
             {"id = (1 + 2) * 2", {6}}, {"id * 2 - 1 = position + 2", {3}},
             {"id = 7 / 2 - 0.5", {3}}, {"id = 7 div 2", {3}},
             {"id = 7 DIV 2", {3}},     {"id = -7 div 2 + 6", {3}},
             {"id % 2 = 0", {2, 4, 6}}, {"7.5 % 2 = 1.5", kAll},
             {"id = 10-2*2^2", {2}},    {"id = 2^(1^3)", {2}},
             {"-2^2 = 4", kAll},        {"-id = -3", {3}},
             {"- id + 6 = +3", {3}},    {"id = --4", {4}},
             {"id - -1 = 2", {1}},      {"id/0 = 1", kNone},
             {"NOT id % 0 = 1", kNone}, {"id = 8 - 4 - 2", {2}},
             {"id = 8 / 4 / 2", {1}}});
}

TEST_CASE("geometries are related by DE-9IM, on either side") {
  const std::string around = "POLYGON((66 39, 70 39, 70 42, 66 42, 66 39))";
  check_all(
      {{"S_INTERSECTS(geometry, " + around + ")", {1, 4}},
       {"S_INTERSECTS(" + around + ", geometry)", {1, 4}},
       {"s_intersects(\"geometry\", bbox(66,39,70,42))", {1, 4}},
       {"S_INTERSECTS(geometry, BBOX(66,39,-10,70,42,9000))", {1, 4}},
       {"S_DISJOINT(geometry, " + around + ")", {2, 3, 6}},
       {"S_WITHIN(geometry, " + around + ")", {1, 4}},
       {"S_CONTAINS(" + around + ", geometry)", {1, 4}},
       {"S_CONTAINS(geometry, " + around + ")", kNone},
       {"S_EQUALS(geometry, POINT(12.56 55.67))", {2}},
       {"S_EQUALS(geometry, POINT Z (12.56 55.67 8))", {2}},
       {"S_EQUALS(geometry, POINT(12.56 55.67 8))", {2}},
       {"S_TOUCHES(geometry, POLYGON((12.56 55, 14 55, 14 56, 12.56 56, 12.56 55)))", {2}},
       {"S_WITHIN(geometry, POLYGON((12.56 55, 14 55, 14 56, 12.56 56, 12.56 55)))", kNone},
       {"S_INTERSECTS(geometry, LINESTRING(12.56 55, 12.56 56))", {2}},
       {"S_INTERSECTS(geometry, MULTIPOINT((12.56 55.67), (13.4 52.5)))", {2, 3}},
       {"S_INTERSECTS(geometry, MULTILINESTRING((0 0, 1 1), (12.56 55, 12.56 56)))", {2}},
       {"S_INTERSECTS(geometry, MULTIPOLYGON(((66 39,67 39,67 40,66 40,66 39)),((13 52,14 52,14 53,13 53,"
        "13 52))))",
        {1, 3}},
       {"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(13.4 52.5), " + around + "))", {1, 3, 4}},
       {"S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(13.4 52.5), " + around + "))", {1, 3, 4}},
       {"S_DISJOINT(geometry, GEOMETRYCOLLECTION(POINT(13.4 52.5), " + around + "))", {2, 6}},
       {"S_INTERSECTS(geometry, POLYGON(EMPTY))", kNone},
       {"S_DISJOINT(geometry, POLYGON(EMPTY))", {1, 2, 3, 4, 6}},
       // With a hole.
       {"S_INTERSECTS(geometry, POLYGON((60 30,80 30,80 50,60 50,60 30),(66 39,68 39,68 40,66 40,66 39)))",
        {4}},
       // Over the antimeridian, and of no width.
       {"S_INTERSECTS(geometry, BBOX(170,-20,-170,0))", {6}},
       {"S_INTERSECTS(geometry, BBOX(179.5,-17,179.5,-17))", {6}},
       {"S_INTERSECTS(geometry, BBOX(-180,-90,180,90))", {1, 2, 3, 4, 6}},
       {"S_CROSSES(LINESTRING(0 0, 2 2), LINESTRING(0 2, 2 0))", kAll},
       {"S_OVERLAPS(BBOX(0,0,2,2), BBOX(1,1,3,3))", kAll},
       {"S_INTERSECTS(geometry, geometry)", {1, 2, 3, 4, 6}}});
}

TEST_CASE("geometries are told in the reference system of the filter") {
  const PhotoStore store = make_cql2_store();
  const GeometryCrs lat_lon{.is_north_first = true, .name = "EPSG:4326"};
  CHECK(find_by_text(store, "S_INTERSECTS(geometry, BBOX(39,66,42,70))", lat_lon) == Ids{1, 4});
  CHECK(find_by_text(store, "S_EQUALS(geometry, POINT(55.67 12.56))", lat_lon) == Ids{2});
  CHECK(find_by_text(store, "S_INTERSECTS(geometry, BBOX(-20,170,0,-170))", lat_lon) == Ids{6});
}

TEST_CASE("times are related by their days, and instants by their moment where both have one") {
  const std::string taken = "INTERVAL(taken_start, taken_end)";
  const auto with = [&](const std::string& relation, const std::string& other) {
    return relation + "(" + taken + ", " + other + ")";
  };
  const std::string june = "INTERVAL('2022-06-01','2022-06-30')";
  check_all({{with("T_AFTER", june), {2}},
             {with("T_BEFORE", june), {6}},
             {with("T_DISJOINT", june), {2, 6}},
             {with("T_INTERSECTS", june), {1, 4, 5}},
             {with("T_EQUALS", june), {1}},
             {with("T_CONTAINS", june), {4}},
             {with("T_DURING", "INTERVAL('2022-05-31','2022-07-03')"), {1, 5}},
             {with("T_DURING", june), kNone},
             {with("T_FINISHES", "INTERVAL('2021-01-01','2022-12-31')"), {4}},
             {with("T_FINISHEDBY", "INTERVAL('2022-06-15','2022-06-30')"), {1}},
             {with("T_STARTS", "INTERVAL('2022-06-01','..')"), {1}},
             {with("T_STARTEDBY", "INTERVAL('2022-06-01','2022-06-02')"), {1}},
             {with("T_MEETS", "INTERVAL('2022-06-30','2022-12-31')"), {1}},
             {with("T_METBY", "INTERVAL('2022-01-01','2022-06-30')"), {5}},
             {with("T_OVERLAPS", "INTERVAL('2022-06-15','2022-07-15')"), {1}},
             {with("T_OVERLAPPEDBY", "INTERVAL('2022-06-15','2022-07-01')"), {5}},
             {with("t_before", "INTERVAL('2023-01-01','..')"), {1, 4, 5, 6}},
             {with("T_AFTER", "INTERVAL('..','2022-06-29')"), {2, 5}},
             {with("T_INTERSECTS", "INTERVAL('..','..')"), {1, 2, 4, 5, 6}},
             {with("T_INTERSECTS", "TIMESTAMP('2022-06-30T23:30:00Z')"), {1, 4, 5}},
             {with("T_INTERSECTS", "INTERVAL('2022-07-02T23:00:00Z','2022-07-03T00:00:00Z')"), {4, 5}},
             {"T_AFTER(taken_start, DATE('2022-06-01'))", {2, 5}},
             {"T_EQUALS(taken_start, INTERVAL('2022-06-01','2022-06-01'))", {1}},
             {"T_INTERSECTS(INTERVAL('2022-06-30', taken_end), taken_start)", {2, 5}},
             {"T_BEFORE(TIMESTAMP('2022-06-01T00:00:00Z'), TIMESTAMP('2022-06-01T00:00:01Z'))", kAll},
             {"T_EQUALS(corrected_at, TIMESTAMP('2022-06-01T00:00:00Z'))", kNone},
             {"T_DURING(INTERVAL('1969-07-20T20:17:40Z','1969-07-21T17:54:00Z'), "
              "INTERVAL('1969-07-16T13:32:00Z','1969-07-24T16:50:35Z'))",
              kAll}});
}

TEST_CASE("arrays are sets") {
  check_all({{"A_CONTAINS(candidate_place_ids, ('a','b'))", {2, 4}},
             {"a_contains(candidate_place_ids, ('b'))", {2, 3, 4}},
             {"A_EQUALS(candidate_place_ids, ('b','a','b'))", {2}},
             {"A_CONTAINEDBY(candidate_place_ids, ('a','b','x'))", {2, 3}},
             {"A_OVERLAPS(candidate_place_ids, ('c','x'))", {4}},
             {"A_OVERLAPS(('c','x'), candidate_place_ids)", {4}},
             {"A_CONTAINS(candidate_place_ids, ())", {2, 3, 4}},
             {"NOT A_CONTAINS(candidate_place_ids, ('c'))", {2, 3}},
             {"A_EQUALS(('a', TRUE, 1), (1.0, true, 'a'))", kAll},
             {"A_EQUALS((1, '1'), ('1'))", kNone},
             {"A_CONTAINS((DATE('2022-06-01'), DATE('1999-12-31')), (taken_start))", {1, 6}},
             {"A_EQUALS((POINT(1 1)), (POINT(1 1)))", kAll},
             {"A_CONTAINS((('a','b'), 'c'), (('b','a')))", kAll},
             {"A_EQUALS((INTERVAL('2022-06-01','..'), (1 + 1) * 2), (4, INTERVAL('2022-06-01','..')))", kAll},
             {"A_CONTAINS((country, credit), ('UZ'))", {1, 4}},
             {"A_EQUALS(((id = 1) AND TRUE), (TRUE))", {1}}});
}

TEST_CASE("functions take what they say") {
  check_all({{"length(caption) = 0", {5}},
             {"length('Ташкент') = 7", kAll},
             {"LOWER(country) = 'uz'", {1, 4}},
             {"upper('straße') = 'STRASSE'", kAll},
             {"starts_with(caption, 'Базар')", {4}},
             {"NOT starts_with(caption, 'S')", {2, 4, 5, 6}},
             {"abs(-id) = 2", {2}},
             {"floor(2.5) = 2 AND ceil(2.5) = 3 AND floor(-2.5) = -3 AND ceil(-2.5) = -2", kAll},
             {"year(taken_start) = 2022", {1, 4, 5}},
             {"month(taken_start) = 6", {1, 5}},
             {"day_of(TIMESTAMP('2022-06-01T23:00:00Z')) = taken_start", {1}},
             {"T_INTERSECTS(INTERVAL(day_of(taken_start), '..'), DATE('2022-03-01'))", {4, 6}},
             {"array_length(candidate_place_ids) > 1", {2, 4}},
             {"longitude(geometry) < 13", {2}},
             {"latitude(geometry) BETWEEN 50 AND 53", {3}},
             {"distance(geometry, POINT(67 39.66)) < 5000", {1}}});
}

TEST_CASE("what is no filter is told, with the place and what was expected") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", "at character 1: expected a property, a value or a function, but it ends there"},
      {"country =", "at character 10: expected a property, a value or a function, but it ends there"},
      {"country = 'UZ", "at character 11: expected a text that ends in a quote, not \"'\""},
      {"country = 'UZ' 1", "at character 16: expected AND, OR or the end of the filter, not \"1\""},
      {"(country = 'UZ'", "at character 16: expected ), but it ends there"},
      {"place = 'UZ'", "at character 1: expected a queryable"},
      {"Country = 'UZ'", "at character 1: expected a queryable"},
      {"country = 1", "at character 11: expected a text, not a number"},
      {"id = '1'", "at character 6: expected a number, not a text"},
      {"id LIKE '1%'", "at character 1: expected a text, not a number"},
      {"caption LIKE credit", "at character 14: expected a pattern in single quotes, not \"credit\""},
      {"caption LIKE 5", "at character 14: expected a pattern in single quotes, not \"5\""},
      {"country BETWEEN 'A' AND 'B'", "at character 1: expected a number, not a text"},
      {"id BETWEEN 1", "at character 13: expected AND, but it ends there"},
      {"id IN ()", "at character 8: expected a property, a value or a function, not \")\""},
      {"id IN (1, 'a')", "at character 11: expected a number, not a text"},
      {"id IS 1", "at character 7: expected NULL, not \"1\""},
      {"id = NULL", "at character 6: expected a property, a value or a function, not \"NULL\""},
      {"id NOT = 1", "at character 8: expected LIKE, BETWEEN or IN, not \"=\""},
      {"NOT NOT corrected", "at character 5: expected a property, a value or a function, not \"NOT\""},
      {"country", "at character 1: expected a boolean, not a text"},
      {"5", "at character 1: expected a boolean, not a number"},
      {"country AND TRUE", "at character 1: expected a boolean, not a text"},
      {"1 < 2 < 3", "at character 7: expected AND, OR or the end of the filter, not \"<\""},
      {"(id = 1) = TRUE", "at character 5: expected a value to compare, not a predicate"},
      {"('UZ') = country",
       "at character 2: expected parentheses around numbers, properties and predicates only"},
      {"geometry = POINT(1 1)", "at character 1: expected a value to compare, not a geometry"},
      {"id == 1", "at character 5: expected a property, a value or a function, not \"=\""},
      {"id != 1", "at character 4: expected AND, OR or the end of the filter, not \"!\""},
      {"2^3^2 = 1", "at character 4: expected AND, OR or the end of the filter, not \"^\""},
      {"-(1) = 1", "at character 2: expected a property, a value or a function, not \"(\""},
      {"+id = 1", "at character 1: expected a property, a value or a function, not \"+\""},
      {"id = 1e", "at character 6: expected a number, not \"1\""},
      {"id = 1a", "at character 6: expected a number, not \"1\""},
      {"id = 1e999", "at character 6: expected a number of double precision, not \"1\""},
      {"caption + 1 = 2", "at character 1: expected a number, not a text"},
      {"nothing(1) = 2", "at character 1: expected a function that /functions lists, not \"nothing\""},
      {"length() = 2", "at character 1: expected 1 arguments for length, not 0"},
      {"length(caption, 1) = 2", "at character 1: expected 1 arguments for length, not 2"},
      {"length(id) = 2", "at character 8: expected a text, not a number"},
      {"CASEI(id) = 'a'", "at character 7: expected a text, not a number"},
      {"S_INTERSECTS(country, POINT(1 1))", "at character 14: expected a geometry, not a text"},
      {"S_INTERSECTS(geometry)", "at character 22: expected ,, not \")\""},
      {"S_NEAR(geometry, POINT(1 1))", "expected a function that /functions lists"},
      {"S_INTERSECTS(geometry, POINT(1))", "at character 31: expected a number, not \")\""},
      {"S_INTERSECTS(geometry, POINT(1 1, 2 2))", "at character 33: expected ), not \",\""},
      {"S_INTERSECTS(geometry, POINT EMPTY)", "at character 30: expected ), not \"EMPTY\""},
      {"S_INTERSECTS(geometry, POINT M (1 1 1))", "at character 30: expected ), not \"M\""},
      {"S_INTERSECTS(geometry, POINT Z (1 1))",
       "at character 36: expected a height, as there is a Z, not \")\""},
      {"S_INTERSECTS(geometry, LINESTRING(1 1))", "a line has two positions or more"},
      {"S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1)))", "a ring of a polygon has four positions or more"},
      {"S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 1)))", "a ring of a polygon ends where it begins"},
      {"S_INTERSECTS(geometry, POLYGON((0 0,2 2,2 0,0 1,0 0)))", "the sides of a polygon do not cross"},
      {"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 1))))",
       "expected a geometry before this"},
      {"S_INTERSECTS(geometry, POINT(181 0))", "expected coordinates on the earth"},
      {"S_INTERSECTS(geometry, BBOX(1,2,3))", "expected four numbers, or six with heights"},
      {"S_INTERSECTS(geometry, BBOX(1,3,2,2))", "expected the lower corner first"},
      {"T_AFTER(country, DATE('2022-06-01'))",
       "at character 9: expected a date, a time or an interval, not a text"},
      {"T_DURING(taken_start, INTERVAL('2022-06-01','..'))",
       "at character 10: expected an interval, not a date"},
      {"T_AFTER(taken_start, '2022-06-01')", "expected a date, a time or an interval, not a text"},
      {"taken_start = '2022-06-01'", "at character 15: expected a date, not a text"},
      {"taken_start = DATE('2022-02-30')", "expected a date such as 2022-06-01"},
      {"taken_start = DATE('2022-06')", "expected a date such as 2022-06-01"},
      {"taken_start = DATE(\"2022-06-01\")", "expected a date or time in single quotes, not \"\"\""},
      {"corrected_at = TIMESTAMP('2022-06-01')", "expected a time in UTC"},
      {"corrected_at = TIMESTAMP('2022-06-01T00:00:00')", "expected a time in UTC"},
      {"corrected_at = TIMESTAMP('2022-06-01T24:00:00Z')", "expected a time in UTC"},
      {"corrected_at = TIMESTAMP('2022-06-01T12:00:00+05:00')", "expected a time in UTC"},
      {"T_AFTER(taken_start, INTERVAL('2022-06-02','2022-06-01'))", "does not end before it begins"},
      {"T_AFTER(taken_start, INTERVAL('2022-06-02','2022-06-03T00:00:00Z'))", "not one of each"},
      {"T_AFTER(taken_start, INTERVAL('2022-06-02'))", "expected ,, not \")\""},
      {"T_AFTER(taken_start, INTERVAL(country,'..'))", "expected a date, a time or '..', not a text"},
      {"A_CONTAINS(country, ('a'))", "expected an array, not a text"},
      {"A_CONTAINS(candidate_place_ids, 'a')", "expected an array, not a text"},
      {"A_CONTAINS(candidate_place_ids, ['a'])", "expected a property, a value or a function, not \"[\""},
      {"candidate_place_ids = candidate_place_ids",
       "at character 1: expected a value to compare, not an array"},
      {"country = 'a\x01'", "expected a text without control characters"},
      {"country = 'a\xFF'", "is not UTF-8"},
      {"\"country = 'UZ'", "expected a name in double quotes"},
      {"country = 'UZ'; DROP TABLE photos", "expected AND, OR or the end of the filter, not \";\""},
      {"country = 'UZ' -- ", "expected a property, a value or a function, but it ends there"}};
  for (const auto& [filter, expected] : rows) {
    CAPTURE(filter);
    CHECK_THAT(error_of_text(filter), Catch::Contains(expected));
  }
}

TEST_CASE("what a client writes is never SQL") {
  const PhotoStore store = make_cql2_store();
  for (const char* text :
       {"x' OR '1'='1", "'; DROP TABLE photos; --", "?1", "%' ESCAPE '", "\\", "{0}", "UZ\" --"}) {
    std::string quoted;
    for (const char* c = text; *c != '\0'; ++c) quoted += *c == '\'' ? "''" : std::string(1, *c);
    CAPTURE(text);
    // A backslash before the quote that ends a text would escape it.
    if (quoted.back() == '\\') quoted += ' ';
    CHECK(find_by_text(store, "country = '" + quoted + "'") == kNone);
    CHECK(find_by_text(store, "NOT caption LIKE '" + quoted + "'") == kAll);
    CHECK(find_by_text(store, "A_EQUALS(('" + quoted + "'), ('x'))") == kNone);
  }
  CHECK(store.find_photos({}).size() == 6);
}

TEST_CASE("levels within each other are bounded") {
  const PhotoStore store = make_cql2_store();
  const auto nested = [](const std::string& open, const std::string& inner, const std::string& close,
                         int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += open;
    text += inner;
    for (int i = 0; i < times; ++i) text += close;
    return text;
  };
  CHECK(find_by_text(store, nested("(", "id = 1", ")", 40)) == Ids{1});
  CHECK(find_by_text(store, nested("(id > 0 AND ", "id = 1", ")", 40)) == Ids{1});
  CHECK_THROWS_AS(find_by_text(store, nested("(", "id = 1", ")", 50'000)), Cql2Error);
  CHECK_THROWS_AS(find_by_text(store, nested("(", "id = 1", ")", 10'000)), Cql2Error);
  for (const auto& [open, close] : std::vector<std::pair<std::string, std::string>>{
           {"abs(", ")"}, {"(1+", ")"}, {"(2^", ")"}, {"1/", ""}, {"1+", ""}, {"-", ""}}) {
    for (int times = 1; times < 100; ++times) {
      try {
        find_by_text(store, "id = " + nested(open, "1", close, times));
      } catch (const Cql2Error&) {
        CHECK(times > 1);
      }
    }
  }
  std::string many = "id = 0";
  for (int i = 0; i < 5000; ++i) many += " OR id=1";
  CHECK(find_by_text(store, many) == Ids{1});
}

TEST_CASE("a query that takes too long ends") {
  Connection connection = Connection::open_in_memory();
  const char* forever =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  {
    const QueryBudget budget(connection, std::chrono::milliseconds(20));
    CHECK_THROWS_AS(connection.query_int64(forever), QueryTooSlow);
  }
  CHECK(connection.query_int64("SELECT 1") == 1);
}

}  // namespace photomap
