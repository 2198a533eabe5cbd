#include "geo/romanise.hpp"

#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace photomap {

namespace {

std::string latin(std::string_view name) {
  return romanise(fold(name));
}
std::string key_of(std::string_view name) {
  return spelling_key(latin(name));
}
std::size_t edits(std::string_view a, std::string_view b) {
  return edit_distance(decode(a), decode(b));
}
bool is_plain_latin(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' '; });
}

}  // namespace

TEST_CASE("the spellings of a name meet on one key") {
  const std::vector<std::vector<const char*>> names = {
      {"Aqkol", "Akkol'", "Akkol’", "AKKOL", "Ақкөл", "Аккөл", "Акколь", "Aqköl", "Aqko'l", "Akkol"},
      {"Khorgos", "Horgos", "Qorghas", "Korgas", "Qorğas", "Хоргос", "Қорғас", "Корғас"},
      {"Samarqand", "Samarkand", "Samarcande", "Самарқанд", "Самарканд", "SAMARKAND"},
      {"almaata", "alma ata", "Alma-Ata", "Алма-Ата", "Алмаата", "Alma Atta"},
      {"Dzhambul", "Djambul", "Джамбул", "Jambul", "Zhambul"},
      {"Jambyl", "Zhambyl", "Жамбыл", "Dzhambyl", "Zhambil"},
      {"Tashkent", "Tachkent", "Taschkent", "Taszkent", "Ташкент", "Toshkent", "Тошкент"},
      {"Bukhara", "Buxara", "Boukhara", "Бухара"},
      {"Bukhoro", "Buxoro", "Бухоро"},
      {"Shymkent", "Şymkent", "Schymkent", "Шымкент", "Chimkent", "Чимкент"},
      {"Khujand", "Хуҷанд", "Khudzhand", "Худжанд"},
      {"Қўқон", "ҚЎҚОН", "Қу\u0306қон", "Qoʻqon", "Qo'qon", "Qo‘qon", "Qoqon"},
      {"Ўзбекистон", "Oʻzbekiston", "Ozbekiston"},
      {"Янгийўл", "Yangiyoʻl"},
      {"Магілёў", "Mahilioŭ"},
      {"Jalal-Abad", "Жалал-Абад", "Dzhalal Abad", "Джалал-Абад", "Jalalabad"},
  };
  for (const std::vector<const char*>& spellings : names) {
    for (const char* spelling : spellings) {
      CAPTURE(spellings.front(), spelling);
      CHECK(key_of(spelling) == key_of(spellings.front()));
    }
  }
}

TEST_CASE("names that are only alike do not meet, but are near") {
  CHECK(key_of("Dzhambul") != key_of("Жамбыл"));
  CHECK(edits(key_of("Dzhambul"), key_of("Жамбыл")) == 1);
  CHECK(key_of("Osh") != key_of("Aqkol"));
  CHECK(key_of("Aktau") != key_of("Aktobe"));
  CHECK(key_of("Кукон") != key_of("Қўқон"));
  CHECK(key_of("Буқа") != key_of("Boqa"));
}

TEST_CASE("every language's own letters have their own romanisation") {
  struct Row {
    const char* name;
    const char* latin;
  };
  const std::vector<Row> rows = {
      {"Ақкөл", "aqkol"},
      {"Шымкент", "shymkent"},
      {"Өскемен", "oskemen"},
      {"Үшарал", "usharal"},
      {"Ұзынағаш", "uzynaghash"},
      {"Әулиеата", "aulieata"},
      {"Іле", "ile"},
      {"Шаһар", "shahar"},
      {"Тошкент", "toshkent"},
      {"Қарши", "qarshi"},
      {"Ўзбекистон", "ozbekiston"},
      {"Тўйтепа", "toitepa"},
      {"Магілёў", "magileu"},
      {"Фарғона", "farghona"},
      {"Щучинск", "shchuchinsk"},
      {"Объект", "obekt"},
      {"Юрьевка", "yurevka"},
      {"Өзгөн", "ozgon"},
      {"Тоң", "tong"},
      {"Хуҷанд", "khujand"},
      {"Ҳисор", "hisor"},
      {"Кӯлоб", "kulob"},
      {"Қӯрғонтеппа", "qurghonteppa"},
      {"霍尔果斯", "huo er guo si"},
      {"12 мкр", "12 mkr"},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(latin(row.name) == row.latin);
  }
}

TEST_CASE("what ICU romanises is plain Latin as well") {
  for (const char* name : {"سمرقند", "ئالمۇتا", "تاشکند", "乌鲁木齐", "阿拉木图", "თბილისი", "Երևան", "東京",
                           "서울", "Αθήνα", "नई दिल्ली"}) {
    CAPTURE(name, latin(name));
    CHECK_FALSE(latin(name).empty());
    CHECK(is_plain_latin(latin(name)));
    CHECK_FALSE(key_of(name).empty());
  }
}

TEST_CASE("a letter that no table knows is left out, and bytes that are no text do no harm") {
  CHECK(romanise("ѯа") == "a");
  for (const char* bytes : {"\xff", "\xd0", "ab\xe9\xbb", "\xf0\x9f", "a\xcc"}) {
    CAPTURE(bytes);
    CHECK(is_plain_latin(latin(bytes)));
    CHECK_NOTHROW(spelling_key(romanise(bytes)));
  }
}

TEST_CASE("a key has no doubled letter and no space") {
  for (const char* name :
       {"Aa Bb", "Mississippi", "Qqgghh", "Zhzh Shsh", "e", "ee", "Osh", "Nice", "oe oe"}) {
    const std::string key = key_of(name);
    CAPTURE(name, key);
    CHECK(std::adjacent_find(key.begin(), key.end()) == key.end());
    CHECK(key.find(' ') == std::string::npos);
    CHECK_FALSE(key.empty());
  }
  CHECK(spelling_key("").empty());
  CHECK(spelling_key("   ").empty());
}

TEST_CASE("a typo in a name is one in its key") {
  for (const auto& [name, misspelt] :
       std::vector<std::pair<const char*, const char*>>{{"Shymkent", "Shymkebt"},
                                                        {"Tashkent", "Taskhkent"},
                                                        {"Самарканд", "Самаркамд"},
                                                        {"Almaty", "Alnaty"}}) {
    CAPTURE(name, misspelt);
    CHECK(edits(key_of(name), key_of(misspelt)) <= 1);
  }
}

TEST_CASE("scripts whose romanisation is a guess") {
  for (const char* guess : {"سمرقند", "霍尔果斯", "თბილისი", "서울", "नई दिल्ली"}) {
    CAPTURE(guess);
    CHECK(is_romanised_loosely(guess));
  }
  for (const char* sure : {"", "Almaty", "Алматы", "Ақкөл", "Αθήνα", "Ạḥmadābād", "Ürümqi", "12"}) {
    CAPTURE(sure);
    CHECK_FALSE(is_romanised_loosely(sure));
  }
}

TEST_CASE("the edit distance counts letters inserted, left out, replaced and swapped, in code points") {
  struct Row {
    const char* a;
    const char* b;
    std::size_t edits;
  };
  const std::vector<Row> rows = {
      {"", "", 0},
      {"", "abc", 3},
      {"osh", "osh", 0},
      {"osh", "os", 1},
      {"osh", "oshh", 1},
      {"osh", "ash", 1},
      {"ab", "ba", 1},
      {"almaty", "almtay", 1},
      {"almaty", "lamtay", 2},
      {"ca", "abc", 3},  // optimal string alignment: no edit within a swap
      {"kitten", "sitting", 3},
      {"алматы", "алмтаы", 1},
      {"ақкөл", "аккөл", 1},
      {"ақкөл", "акколь", 3},
      {"霍尔果斯", "霍果尔斯", 1},
      {"霍尔果斯", "霍尔果", 1},
      {"😀a", "a😀", 1},
      {"алматы", "almaty", 6},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a, row.b);
    CHECK(edits(row.a, row.b) == row.edits);
    CHECK(edits(row.b, row.a) == row.edits);
  }
}

TEST_CASE("similarity is 1 but for spaces, 0 at worst, and the same both ways") {
  CHECK(similarity("almaata", "alma ata") == 1);
  CHECK(similarity("", "") == 1);
  CHECK(similarity(" ", "") == 1);
  CHECK(similarity("", "osh") == 0);
  CHECK(similarity("osh", "123") == 0);
  CHECK(similarity("samarkand", "samarqand") == Approx(1 - 1.0 / 9));
  CHECK(similarity("aqkol", "akkol") == Approx(0.8));
  CHECK(similarity("khorgos", "qorghas") == similarity("qorghas", "khorgos"));
  CHECK(similarity("khorgos", "horgos") > similarity("khorgos", "qorghas"));
}

}  // namespace photomap
