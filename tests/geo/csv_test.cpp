#include "geo/csv.hpp"

#include <catch2/catch.hpp>

namespace photomap {

namespace {
std::vector<CsvRecord> read(std::string_view text) {
  std::vector<CsvRecord> records;
  for_each_csv_record(text, [&](const CsvRecord& record) { records.push_back(record); });
  return records;
}
}  // namespace

TEST_CASE("records know the line they start at, over quoted line breaks") {
  const auto records = read("a,b\r\n\"x\ny\",\"say \"\"hi\"\"\"\n\n1,");
  REQUIRE(records.size() == 3);
  CHECK(records[0].fields == std::vector<std::string>{"a", "b"});
  CHECK(records[1].line == 2);
  CHECK(records[1].fields == std::vector<std::string>{"x\ny", "say \"hi\""});
  CHECK(records[2].line == 5);
  CHECK(records[2].fields == std::vector<std::string>{"1", ""});
}

TEST_CASE("fields in quotes are read alike, whatever stands around them") {
  const auto fields = [](const char* line) {
    const auto records = read(line);
    REQUIRE(records.size() == 1);
    CHECK(records[0].well_formed);
    return records[0].fields;
  };
  using Fields = std::vector<std::string>;
  CHECK(fields("\"a, b\",c") == Fields{"a, b", "c"});
  CHECK(fields("\"a\"") == Fields{"a"});
  CHECK(fields("\"\",\"\"") == Fields{"", ""});
  CHECK(fields("x,\" a \",") == Fields{"x", " a ", ""});
  CHECK(fields("\"a\" , \"b\"\t,c") == Fields{"a", "b", "c"});
  CHECK(fields("\"a\"\"\",\"\"\"b\"") == Fields{"a\"", "\"b"});
  CHECK(fields(" a , b\t,\"c\"") == Fields{"a", "b", "c"});
}

TEST_CASE("a quote that stands in or behind a field spoils its record") {
  for (const char* line : {"a\"b,c", "\"a\"b,c", "a,\"b\"c\"", "a \"b\",c"}) {
    CAPTURE(line);
    const auto records = read(line);
    REQUIRE(records.size() == 1);
    CHECK_FALSE(records[0].well_formed);
  }
}

TEST_CASE("a quote left open spoils its own record and says so") {
  const auto records = read("a,b\n\"never closed,b\n");
  REQUIRE(records.size() == 2);
  CHECK_FALSE(records[1].well_formed);
  CHECK(read("").empty());
}

TEST_CASE("what is written is read as it was") {
  const std::vector<std::string> fields{"",     "17",         "",           "plain",
                                        "a, b", "say \"hi\"", "two\nlines", " spaces "};
  const std::string line = encode_csv_record(fields);
  CHECK(line == ",17,,plain,\"a, b\",\"say \"\"hi\"\"\",\"two\nlines\",\" spaces \"\n");
  const auto records = read(line);
  REQUIRE(records.size() == 1);
  CHECK(records[0].fields == fields);
}

}  // namespace photomap
