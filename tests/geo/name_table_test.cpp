#include "geo/name_table.hpp"

#include "geo/romanise.hpp"
#include "geo/utf8.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

namespace photomap {

namespace {

using Entries = std::vector<NameEntry>;
using Keys = std::set<std::string>;
using Found = std::map<std::string, std::size_t>;

// Places have other numbers than their names.
constexpr std::uint32_t kPlaceAfter = 1000;
NamePosting posting(std::uint32_t name) {
  return {name, name + kPlaceAfter};
}

// Keeps the arrays that its table reads.
class TestTable {
 public:
  explicit TestTable(Entries entries) : data_(build_name_table(std::move(entries))), table_(data_.arrays()) {}
  explicit TestTable(const Keys& keys) : TestTable(entries_of(keys)) {}

  const NameTable* operator->() const { return &table_; }
  const NameTableData& data() const { return data_; }

  std::vector<std::uint32_t> find(std::string_view key) const {
    std::vector<std::uint32_t> names;
    for (const NamePosting& posting : table_.find(key)) {
      CHECK(posting.place == posting.name + kPlaceAfter);
      names.push_back(posting.name);
    }
    return names;
  }
  Found similar(std::string_view key, std::size_t edits) const {
    Found found;
    for (const NameTable::Similar& similar : table_.find_similar(key, edits)) {
      CHECK(found.emplace(table_.key(similar.key), similar.edits).second);
    }
    return found;
  }
  std::vector<std::string> complete(std::string_view prefix, std::size_t limit) const {
    std::vector<std::string> keys;
    for (const std::uint32_t k : table_.complete(prefix, limit)) keys.emplace_back(table_.key(k));
    return keys;
  }

 private:
  static Entries entries_of(const Keys& keys) {
    Entries entries;
    for (const std::string& key : keys)
      entries.push_back({key, posting(static_cast<std::uint32_t>(entries.size())), 1});
    return entries;
  }

  NameTableData data_;
  NameTable table_;
};

// Few letters and short keys, so that many are near each other. The same on every machine.
class KeyMaker {
 public:
  explicit KeyMaker(std::u32string letters) : letters_(std::move(letters)) {}

  std::u32string make(std::size_t least, std::size_t most) {
    std::u32string key;
    for (std::size_t left = least + below(most - least + 1); left > 0; --left) key += letter();
    return key;
  }
  // Another key, so many random edits away at most.
  std::u32string misspell(std::u32string key, std::size_t edits) {
    for (; edits > 0 && key.size() > 1; --edits) {
      const std::size_t at = below(key.size() - 1);
      switch (below(4)) {
        case 0: key[at] = letter(); break;
        case 1: key.erase(at, 1); break;
        case 2: key.insert(at, 1, letter()); break;
        default: std::swap(key[at], key[at + 1]);
      }
    }
    return key;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  char32_t letter() { return letters_[below(letters_.size())]; }

  std::u32string letters_;
  std::mt19937 random_{20261125};
};

std::string encode(const std::u32string& text) {
  std::string bytes;
  for (const char32_t c : text) {
    if (c < 0x80) {
      bytes += static_cast<char>(c);
    } else {
      bytes += static_cast<char>(0xC0 | (c >> 6));
      bytes += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return bytes;
}

Found near_by_brute_force(const Keys& keys, const std::string& wanted, std::size_t edits) {
  Found near;
  for (const std::string& key : keys) {
    const std::size_t distance = edit_distance(decode(key), decode(wanted));
    if (distance <= edits) near.emplace(key, distance);
  }
  return near;
}

void check_against_brute_force(KeyMaker make) {
  Keys keys;
  while (keys.size() < 400) keys.insert(encode(make.make(1, 9)));
  const TestTable table(keys);
  std::vector<std::string> wanted;
  for (int i = 0; i < 60; ++i) wanted.push_back(encode(make.make(1, 10)));
  std::size_t n = 0;
  for (const std::string& key : keys) {
    if (++n % 3 == 0) wanted.push_back(encode(make.misspell(decode(key), n % 4)));
  }
  for (const std::string& key : wanted) {
    for (std::size_t edits = 0; edits <= 2; ++edits) {
      CAPTURE(key, edits);
      CHECK(table.similar(key, edits) == near_by_brute_force(keys, key, edits));
    }
  }
}

}  // namespace

TEST_CASE("a name table finds its keys, and no others") {
  const TestTable table(Entries{{"osh", posting(7), 1},
                                {"almaty", posting(3), 5},
                                {"almaty", posting(4), 9},
                                {"алматы", posting(3), 1},
                                {"霍尔果斯", posting(1), 1}});
  CHECK(table->size() == 4);
  CHECK(table.find("almaty") == std::vector<std::uint32_t>{4, 3});
  CHECK(table.find("алматы") == std::vector<std::uint32_t>{3});
  CHECK(table.find("霍尔果斯") == std::vector<std::uint32_t>{1});
  for (const char* key : {"", "o", "os", "oshh", "almat", "almaty ", "Osh", "\xff", "霍尔果"}) {
    CAPTURE(key);
    CHECK(table.find(key).empty());
  }
}

TEST_CASE("a table of nothing answers nothing") {
  const NameTable none;
  const TestTable built(Entries{});
  for (const NameTable* table : {&none, built.operator->()}) {
    CHECK(table->size() == 0);
    for (const char* key : {"", "a", "almaty", "\xff"}) {
      CHECK(table->find(key).empty());
      CHECK(table->complete(key, 5).empty());
      CHECK(table->find_similar(key, 2).empty());
    }
  }
}

TEST_CASE("the empty key is a key like others, but resembles nothing") {
  const TestTable table(Keys{"", "a", "ab", "abc"});
  CHECK(table.find("").size() == 1);
  CHECK(table.complete("", 9) == std::vector<std::string>{"", "a", "ab", "abc"});
  CHECK(table.similar("", 2).empty());
  CHECK(table.similar("a", 1) == Found{{"", 1}, {"a", 0}, {"ab", 1}});
}

TEST_CASE("keys that begin alike are told apart") {
  const TestTable table(Entries{{"al", posting(0), 1},
                                {"alma", posting(1), 2},
                                {"almaty", posting(2), 9},
                                {"almaty region", posting(3), 3},
                                {"alp", posting(4), 8}});
  CHECK(table.find("al") == std::vector<std::uint32_t>{0});
  CHECK(table.find("alma") == std::vector<std::uint32_t>{1});
  CHECK(table.complete("alma", 9) == std::vector<std::string>{"almaty", "almaty region", "alma"});
  CHECK(table.similar("alma", 2) == Found{{"al", 2}, {"alma", 0}, {"almaty", 2}, {"alp", 2}});
}

TEST_CASE("completions come by weight, no more than wanted") {
  const TestTable table(Entries{{"ta", posting(0), 1},
                                {"talas", posting(1), 4},
                                {"taraz", posting(2), 6},
                                {"tashkent", posting(3), 9},
                                {"tokmok", posting(4), 7},
                                {"ташкент", posting(5), 9}});
  CHECK(table.complete("ta", 2) == std::vector<std::string>{"tashkent", "taraz"});
  CHECK(table.complete("ta", 99) == std::vector<std::string>{"tashkent", "taraz", "talas", "ta"});
  CHECK(table.complete("t", 2) == std::vector<std::string>{"tashkent", "tokmok"});
  CHECK(table.complete("та", 9) == std::vector<std::string>{"ташкент"});
  CHECK(table.complete("ta", 0).empty());
  CHECK(table.complete("tb", 9).empty());
  CHECK(table.complete("tashkents", 9).empty());
  CHECK(table.complete("\xff", 9).empty());
}

TEST_CASE("completions agree with a search through all keys") {
  KeyMaker make(U"abc");
  std::mt19937 random(7);
  std::map<std::string, float> weights;
  while (weights.size() < 300) weights.emplace(encode(make.make(1, 7)), static_cast<float>(random() % 50));
  Entries entries;
  for (const auto& [key, weight] : weights) entries.push_back({key, posting(0), weight});
  const TestTable table(entries);
  for (const char* prefix : {"", "a", "b", "ab", "cab", "abcabca", "d"}) {
    std::vector<float> all;
    for (const auto& [key, weight] : weights) {
      if (key.starts_with(prefix)) all.push_back(weight);
    }
    std::sort(all.rbegin(), all.rend());
    for (const std::size_t limit : {1, 5, 1000}) {
      std::vector<float> found;
      for (const std::string& key : table.complete(prefix, limit)) {
        CHECK(key.starts_with(prefix));
        found.push_back(weights.at(key));
      }
      CAPTURE(prefix, limit);
      CHECK(found == std::vector<float>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(
                                                                       std::min(limit, all.size()))));
    }
  }
}

TEST_CASE("typos of one and two letters are found as by comparing with every key") {
  SECTION("Latin") {
    check_against_brute_force(KeyMaker(U"aekmst "));
  }
  SECTION("two letters only, so that swaps abound") {
    check_against_brute_force(KeyMaker(U"ab"));
  }
  SECTION("Cyrillic") {
    check_against_brute_force(KeyMaker(U"аекмст"));
  }
  SECTION("Cyrillic of both its blocks, by code points") {
    check_against_brute_force(KeyMaker(U"акқғөһ"));
  }
}

TEST_CASE("more than two edits are two") {
  const TestTable table(Keys{"almaty", "almata", "alma", "al"});
  CHECK(table.similar("almaty", 9) == table.similar("almaty", 2));
}

TEST_CASE("keys of another script are never typos") {
  const TestTable table(Keys{"osh", "ош", "o", "ab", "а", "аб", "霍尔", "5", "5 5"});
  CHECK(table.similar("ош", 2) == Found{{"ош", 0}, {"а", 2}, {"аб", 2}, {"5", 2}});
  CHECK(table.similar("os", 2) == Found{{"o", 1}, {"osh", 1}, {"ab", 2}, {"5", 2}});
  CHECK(table.similar("霍果", 1) == Found{{"霍尔", 1}});
}

TEST_CASE("very long keys are compared to their end") {
  for (const std::size_t length : {200U, 254U, 255U, 256U, 257U, 300U, 1000U}) {
    const std::string key(length, 'a');
    const TestTable table(Keys{"a", "b", "ab", key});
    CAPTURE(length);
    CHECK(table.find(key).size() == 1);
    CHECK(table.complete(key.substr(0, 100), 3) == std::vector<std::string>{key});
    CHECK(table.similar(key, 2) == Found{{key, 0}});
    CHECK(table.similar(key + "xy", 2) == Found{{key, 2}});
    CHECK(table.similar(key + "xyz", 2).empty());
    CHECK(table.similar(key.substr(0, length / 2) + "b" + key.substr(length / 2), 1) == Found{{key, 1}});
  }
}

TEST_CASE("bytes that are no UTF-8 resemble nothing, and do no harm") {
  const TestTable table(Keys{"osh", "ош", "霍尔果斯"});
  for (const char* key : {"\xff", "\xd0", "os\xff", "\xe9\x9c", "\xff\xff\xff\xff\xff"}) {
    CAPTURE(key);
    CHECK_NOTHROW(table->find_similar(key, 2));
    CHECK_NOTHROW(table->complete(key, 3));
  }
}

TEST_CASE("the same names in any order make the same table") {
  Entries entries;
  KeyMaker make(U"abc");
  for (std::uint32_t i = 0; i < 200; ++i)
    entries.push_back({encode(make.make(1, 4)), posting(i), static_cast<float>(i % 7)});
  const NameTableData first = build_name_table(entries);
  std::shuffle(entries.begin(), entries.end(), std::mt19937(3));
  const NameTableData second = build_name_table(entries);
  CHECK(first.records == second.records);
  CHECK(first.keys == second.keys);
  CHECK((first.slots == second.slots));
  CHECK((first.branches == second.branches));
  CHECK(first.best == second.best);
}

}  // namespace photomap
