#include "tests/bench/name_queries.hpp"

#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kLongestQuery = 256;  // code points

std::string encode(const std::u32string& letters) {
  std::string text;
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  for (const char32_t c : letters) {
    if (c < 0x80) {
      add(c);
    } else if (c < 0x800) {
      add(0xC0 | c >> 6), add(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      add(0xE0 | c >> 12), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F));
    } else {
      add(0xF0 | c >> 18), add(0x80 | (c >> 12 & 0x3F)), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F));
    }
  }
  return text;
}

std::string cut(std::string_view text, std::size_t code_points) {
  return std::string(text.substr(0, byte_offset(text, code_points)));
}

std::string repeat(const std::string& text) {
  std::string repeated;
  while (count_code_points(repeated) < kLongestQuery) repeated += text;
  return cut(repeated, kLongestQuery);
}

// First and last letter of some scripts.
constexpr std::pair<char32_t, char32_t> kScripts[] = {
    {U'a', U'z'},     {U'а', U'я'},     {0x03B1, 0x03C9}, {0x0561, 0x0586}, {0x05D0, 0x05EA},
    {0x0628, 0x063A}, {0x0905, 0x0939}, {0x0E01, 0x0E2E}, {0x10D0, 0x10F0}, {0x4E00, 0x9FA5},
    {0xAC00, 0xD7A3}, {0x30A1, 0x30FA}, {0x1780, 0x17A2}, {0x1200, 0x1240}};

}  // namespace

NameQueries::NameQueries(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {
  const PlaceRow& last = gazetteer.row(static_cast<PlaceNumber>(gazetteer.place_count() - 1));
  name_count_ = last.first_name + last.name_count;
}

std::string NameQueries::name() {
  return std::string(gazetteer_.text(gazetteer_.name(static_cast<std::uint32_t>(below(name_count_))).text));
}

std::string NameQueries::key_of_length(std::size_t least) {
  std::string key;
  while (count_code_points(key) < least) key = fold(name());
  return key;
}

std::vector<std::string> NameQueries::names(std::size_t count) {
  std::vector<std::string> names;
  while (names.size() < count) {
    std::string drawn = name();
    if (!fold(drawn).empty()) names.push_back(std::move(drawn));
  }
  return names;
}

std::vector<std::string> NameQueries::beginnings(std::size_t count) {
  std::vector<std::string> beginnings;
  while (beginnings.size() < count) {
    std::string beginning = cut(key_of_length(1), 1 + below(8));
    if (beginning.back() == ' ') beginning.pop_back();
    beginnings.push_back(std::move(beginning));
  }
  return beginnings;
}

// Another letter of the same script, as often as names have it.
char32_t NameQueries::letter_like(char32_t letter) {
  const auto block = [](char32_t c) { return c < 0x3000 ? c / 0x80 : 0x3000; };
  for (int attempts = 0; attempts < 1000; ++attempts) {
    const std::u32string other = decode(key_of_length(1));
    const char32_t drawn = other[below(other.size())];
    if (drawn != letter && drawn != U' ' && block(drawn) == block(letter)) return drawn;
  }
  return letter + 1;
}

std::vector<std::string> NameQueries::typos(std::size_t count) {
  std::vector<std::string> typos;
  while (typos.size() < count) {
    std::u32string key = decode(key_of_length(4));
    const std::size_t at = below(key.size() - 1);
    switch (below(4)) {
      case 0: key.insert(at, 1, letter_like(key[at])); break;
      case 1: key.erase(at, 1); break;
      case 2: key[at] = letter_like(key[at]); break;
      default: std::swap(key[at], key[at + 1]);
    }
    typos.push_back(fold(encode(key)));
  }
  return typos;
}

// Keys, those with the most places first.
std::vector<std::string> NameQueries::most_borne(std::size_t count) const {
  std::map<std::string, std::size_t> bearers;
  for (std::uint32_t n = 0; n < name_count_; ++n) ++bearers[fold(gazetteer_.text(gazetteer_.name(n).text))];
  std::vector<std::pair<std::size_t, std::string>> keys;
  for (const auto& [key, places] : bearers) keys.emplace_back(places, key);
  std::sort(keys.rbegin(), keys.rend());
  std::vector<std::string> most;
  for (std::size_t i = 0; i < std::min(count, keys.size()); ++i) most.push_back(keys[i].second);
  return most;
}

std::vector<std::string> NameQueries::longest() {
  std::vector<std::string> queries;
  for (const auto& [first, last] : kScripts) {
    for (const std::size_t letters_of_word : {1, 2, 3, 5, 8, 13, 21, 256}) {
      std::u32string query;
      while (query.size() < kLongestQuery)
        query += query.size() % (letters_of_word + 1) == letters_of_word
                     ? U' '
                     : static_cast<char32_t>(first + below(last - first + 1));
      queries.push_back(encode(query));
    }
  }
  const std::vector<std::string> common = most_borne(60);
  std::string all;
  for (const std::string& key : common) {
    queries.push_back(repeat(key + ' '));
    queries.push_back(repeat(key + ", "));
    // Only the first words are looked for: what nobody is called makes them be looked for with typos.
    queries.push_back(repeat("zq" + key + "qz "));
    all += key + ' ';
    if (count_code_points(all) >= kLongestQuery)
      queries.push_back(cut(std::exchange(all, {}), kLongestQuery));
  }
  for (int i = 0; i < 200; ++i) {
    std::string row;
    while (count_code_points(row) < kLongestQuery) row += name() + (i % 2 == 0 ? " " : ", ");
    queries.push_back(cut(row, kLongestQuery));
  }
  return queries;
}

}  // namespace photomap
