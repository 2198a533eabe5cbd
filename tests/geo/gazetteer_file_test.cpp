#include "geo/gazetteer_file.hpp"

#include "geo/gazetteer.hpp"
#include "geo/gazetteer_sources.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace photomap {

namespace {

constexpr std::size_t kHeaderBytes = 320;
constexpr std::size_t kFormatAt = 8;
constexpr std::size_t kPlaceRowBytesAt = 12;

std::string whole_file() {
  static const std::string bytes = [] {
    const TemporaryDirectory directory;
    build_gazetteer({.places = project_file("data/places.csv")}, directory.path() / "gazetteer.bin");
    return load_file(directory.path() / "gazetteer.bin");
  }();
  return bytes;
}

std::string with_byte(std::string bytes, std::size_t at, char value) {
  bytes.at(at) = value;
  return bytes;
}

// Files of one name, one after the other.
class OneFile {
 public:
  // What opening it says; empty where it opens and answers.
  std::string error_of(const std::string& bytes) {
    write_file(file_, bytes);
    try {
      const Gazetteer gazetteer = Gazetteer::open(file_);
      if (gazetteer.find("samarkand").size() != 1 || gazetteer.nearby({66.97, 39.65}, {50'000}).empty() ||
          gazetteer.complete("sam", 3).empty() || !gazetteer.find_place("siab_bazaar"))
        return "opens, but does not answer";
      return {};
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

 private:
  TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_.path() / "other.bin";
};

void check_names_file_and_next_step(const std::string& error) {
  CHECK_THAT(error, Catch::Contains("other.bin: ") && Catch::Contains("scripts/build"));
}

}  // namespace

TEST_CASE("a gazetteer's file is read as it was written") {
  const auto storage = hold_gazetteer(whole_file());
  CHECK(storage->arrays.places.size() == 27);
  CHECK(storage->arrays.cells.size() == kDegreeCells + 1);
  CHECK(encode_gazetteer(storage->arrays) == whole_file());
  CHECK(OneFile().error_of(whole_file()).empty());
}

TEST_CASE("a file of another version says how to make it anew") {
  OneFile file;
  for (const std::size_t at : {kFormatAt, kFormatAt + 3, kPlaceRowBytesAt}) {
    const std::string error = file.error_of(with_byte(whole_file(), at, 77));
    check_names_file_and_next_step(error);
    CHECK_THAT(error, Catch::Contains("was made by another version"));
  }
}

TEST_CASE("a file that is cut off is refused, wherever that is") {
  const std::string whole = whole_file();
  OneFile file;
  std::vector<std::size_t> lengths = {whole.size() - 1, whole.size() - 4, whole.size() - 8};
  for (std::size_t n = 0; n <= kHeaderBytes + 8; ++n) lengths.push_back(n);
  for (std::size_t n = kHeaderBytes; n < whole.size(); n += 1733) lengths.push_back(n);
  for (const std::size_t length : lengths) {
    CAPTURE(length);
    check_names_file_and_next_step(file.error_of(whole.substr(0, length)));
  }
}

TEST_CASE("a file with something behind its end is refused") {
  check_names_file_and_next_step(OneFile().error_of(whole_file() + std::string(8, '\0')));
}

TEST_CASE("garbage is refused") {
  OneFile file;
  std::mt19937 random(11);
  const std::string start = whole_file().substr(0, kPlaceRowBytesAt + 4);
  for (const std::size_t size : {1U, 7U, 8U, 16U, 319U, 320U, 5000U}) {
    std::string noise(size, '\0');
    CAPTURE(size);
    check_names_file_and_next_step(file.error_of(noise));
    check_names_file_and_next_step(file.error_of(start + noise));
    for (char& c : noise) c = static_cast<char>(random());
    check_names_file_and_next_step(file.error_of(noise));
    check_names_file_and_next_step(file.error_of(start + noise));
  }
  check_names_file_and_next_step(file.error_of("SQLite format 3"));
}

TEST_CASE("a damaged list of contents is refused, or what it lists is all there") {
  OneFile file;
  for (std::size_t at = 0; at < kHeaderBytes; ++at) {
    for (const char flip : {'\x01', '\x08', '\x10', '\x80'}) {
      const std::string whole = whole_file();
      CAPTURE(at, static_cast<int>(flip));
      const std::string error = file.error_of(with_byte(whole, at, static_cast<char>(whole[at] ^ flip)));
      if (!error.empty()) check_names_file_and_next_step(error);
    }
  }
}

TEST_CASE("what is no file at all is refused") {
  const TemporaryDirectory directory;
  CHECK_THROWS_WITH(Gazetteer::open(directory.path()),
                    Catch::Contains(directory.path().string() + ": is no photomap gazetteer") &&
                        Catch::Contains("scripts/build"));
  CHECK_THROWS_WITH(Gazetteer::open(directory.path() / "none"),
                    Catch::Contains("no such gazetteer; scripts/build makes it"));
  CHECK_THROWS_WITH(Gazetteer::open(""), Catch::Contains("no such gazetteer"));
}

TEST_CASE("only what begins as a gazetteer does is one that may be replaced") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "file";
  CHECK_FALSE(is_gazetteer(file));
  for (const auto& [bytes, is_one] :
       std::vector<std::pair<std::string, bool>>{{"", false},
                                                 {"phmgaz", false},
                                                 {"PHMGAZ\r\n", false},
                                                 {whole_file().substr(0, 8), true},
                                                 {with_byte(whole_file(), kFormatAt, 99), true},
                                                 {whole_file(), true}}) {
    write_file(file, bytes);
    CHECK(is_gazetteer(file) == is_one);
  }
  CHECK_FALSE(is_gazetteer(directory.path()));
}

TEST_CASE("every position has a cell of one degree") {
  CHECK(degree_cell({-180, -90}) == 0);
  CHECK(degree_cell({179.999, -90}) == 359);
  CHECK(degree_cell({180, -90}) == 359);
  CHECK(degree_cell({-180, 90}) == kDegreeCells - 360);
  CHECK(degree_cell({180, 90}) == kDegreeCells - 1);
  CHECK(degree_cell({0, 0}) == 90 * 360 + 180);
  CHECK(degree_cell({-0.001, -0.001}) == 89 * 360 + 179);
}

}  // namespace photomap
