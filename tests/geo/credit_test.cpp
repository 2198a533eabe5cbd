#include "geo/credit.hpp"

#include "tests/geo/essay_summary.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

struct CreditedPhoto {
  std::string caption;
  std::string credit;
  std::optional<DateInterval> taken;
};

CreditedPhoto parse_photo(const std::string& text) {
  const auto parts = split_credit(text);
  REQUIRE(parts);
  const Credit credit = parse_credit(parts->credit);
  CHECK(credit.bad_date.empty());
  return {std::string(parts->caption), credit.name, credit.taken};
}

}  // namespace

TEST_CASE("a credit is the last of its kind in a caption, in several languages") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"A. Photo: X", "X"},
      {"A. photo: X", "X"},
      {"A. PHOTO: X", "X"},
      {"A. Photo : X", "X"},
      {"A. Photo\u00A0: X", "X"},
      {"A. Photo\u202F:\u00A0X\t ", "X"},
      {"A. Photos: X and Y", "X and Y"},
      {"A. Photo by X", "X"},
      {"A. Photo credit: X", "X"},
      {"A. Photo Credits: X", "X"},
      {"A. Crédit photo : X", "X"},
      {"A. Crédits photos : X", "X"},
      {"A. CRÉDIT PHOTO : X", "X"},
      {"A. Фото: Иван Петров", "Иван Петров"},
      {"A. ФОТО: X", "X"},
      {"A. Foto: X", "X"},
      {"A. (Photo: X)", "X"},
      {"A. [Photo: X].", "X"},
      {"A. – Photo: X", "X"},
      {"A. | Photo: X /", "X"},
      {"A.Photo:X", "X"},
      {"A. Photo: Jane Doe.", "Jane Doe"},
      {"A. Photo: Doe J.", "Doe J."},
      {"A. Photo: Jane Doe/AFP", "Jane Doe/AFP"},
      {"A. Photo: Jane Doe, AFP", "Jane Doe, AFP"},
      {"A. Photo: Jane Doe (AFP)", "Jane Doe (AFP)"},
      {"A. Photo: X/France 24", "X/France 24"},
      {"A. Photo: X/Studio 54.", "X/Studio 54"},
      {"A. Photo: X/20 Minutes", "X/20 Minutes"},
      {"A. Photo: X/May Ling", "X/May Ling"},
  };
  for (const auto& [text, credit] : rows) {
    CAPTURE(text);
    const auto photo = parse_photo(text);
    CHECK(photo.caption == "A.");
    CHECK(photo.credit == credit);
    CHECK_FALSE(photo.taken);
  }
  CHECK(parse_photo("Sign: 'Photo: 5 som'. Photo: X").caption == "Sign: 'Photo: 5 som'.");
  CHECK(parse_photo("Group photo at the gate. She holds a photo by her mother. Photo: X").credit == "X");
  CHECK(parse_photo("A telephoto: of the gate, open 24/7. Photo: X").credit == "X");
}

TEST_CASE("a date stands after a slash, after a comma or in brackets") {
  const std::string month = "2023-05-01/2023-05-31";
  const std::string day = "2023-05-12/2023-05-12";
  const std::vector<std::pair<std::string, std::string>> rows{{"X/May-2023", month},
                                                              {"X /May-2023", month},
                                                              {"X/ May-2023", month},
                                                              {"X / May-2023.", month},
                                                              {"X/05/2023", month},
                                                              {"X, May 2023", month},
                                                              {"X (май 2023)", month},
                                                              {"X / 12 mai 2023", day},
                                                              {"X, 12 May 2023", day},
                                                              {"X (2023-05-12)", day},
                                                              {"X (2023-05-12).", day},
                                                              {"X/ May 12, 2023", day},
                                                              {"X, May 12, 2023", day},
                                                              {"X/12.05.2023", day},
                                                              {"X/2023-05-12", day},
                                                              {"X, 2023/05/12", day},
                                                              {"X/2023-05-12/2023-05-12", day},
                                                              {"X/2023", "2023-01-01/2023-12-31"}};
  for (const auto& [credit, date] : rows) {
    CAPTURE(credit);
    const auto photo = parse_photo("A. Photo: " + credit);
    CHECK(photo.credit == "X");
    CHECK(iso(photo.taken) == date);
  }
  CHECK(parse_photo("A. Photo: X/AFP/May-2023").credit == "X/AFP");
  CHECK(parse_photo("A. Photo: X, Studio 54/May-2023").credit == "X, Studio 54");
  CHECK(parse_photo("A. Photo: X/France 24/May-2023").credit == "X/France 24");
}

TEST_CASE("what was meant for a date and is none is no part of the name") {
  for (const std::string date :
       {"Foo-2023", "May", "hiver 2022", "2023?", "20230", "12/05/2023", "24/7", "early May 23"}) {
    CAPTURE(date);
    const Credit credit = parse_credit("X/" + date);
    CHECK(credit.name == "X");
    CHECK_FALSE(credit.taken);
    CHECK(date.ends_with(credit.bad_date));
    CHECK_FALSE(credit.bad_date.empty());
  }
}

TEST_CASE("a text without a mark, or with one in the middle of it, has no credit") {
  for (const std::string text : {"", "Photo", "A photo of it", "A telephoto: X", "She holds a photo by X"})
    CHECK_FALSE(split_credit(text));
  CHECK(split_credit("A. Photo: " + std::string(390, 'x')));
  CHECK_FALSE(split_credit("A. Photo: " + std::string(395, 'x')));
}

}  // namespace photomap
