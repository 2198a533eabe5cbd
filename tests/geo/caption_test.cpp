#include "geo/caption.hpp"

#include "geo/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace photomap {

namespace {

CaptionReading read(std::string_view text, TextKind kind = TextKind::caption) {
  static const std::set<std::string> names = {"almaty",
                                              "astana",
                                              "samarkand",
                                              "siab bazaar",
                                              "khorgos",
                                              "khorgos gateway",
                                              "kazan",
                                              "garden",
                                              "boom",
                                              "central",
                                              "kazakhstan",
                                              "china",
                                              "kazakhstani side of the icbc khorgos",
                                              "chinese side of the icbc khorgos",
                                              "tien shan",
                                              "cathedral of the kazan icon of the mother of god",
                                              "aqkol",
                                              "dakar",
                                              "ouarzazate",
                                              "撒马尔罕",
                                              "ташкент",
                                              "silk",
                                              "media"};
  return read_caption(text, {.is_name = [](const std::string& key) { return names.contains(key); }}, kind);
}

struct Row {
  std::string_view caption;
  std::string_view place;
  Role role;
};

}  // namespace

TEST_CASE("what a caption says of a place is its role") {
  const std::vector<Row> rows = {
      {"Boys riding a cart in Samarkand.", "Samarkand", Role::at},
      {"Buyers at the Siab Bazaar in Samarkand.", "Siab Bazaar", Role::at},
      {"Unpaved roads on the outskirts of Aqkol.", "Aqkol", Role::at},
      {"Main entrance to the Kazakhstani side of the ICBC Khorgos.", "Kazakhstani side of the ICBC Khorgos",
       Role::at},
      {"Border crossing to the Chinese side of the ICBC Khorgos.", "Chinese side of the ICBC Khorgos",
       Role::towards},
      {"A train waits for departure to Astana.", "Astana", Role::towards},
      {"Vehicle registration point en route to Almaty.", "Almaty", Role::towards},
      {"Traders from Almaty.", "Almaty", Role::from},
      {"Cargo against the scenic backdrop of the Northern Tien Shan Mountains.", "Tien Shan", Role::backdrop},
      {"Sunset over the Chinese side of the ICBC Khorgos, viewed from across the border in Kazakhstan.",
       "Kazakhstan", Role::camera},
      {"Sunset over the Chinese side of the ICBC Khorgos, viewed from across the border in Kazakhstan.",
       "Chinese side of the ICBC Khorgos", Role::backdrop},
      {"Almaty, photographed from a balloon.", "Almaty", Role::named},
      {"Samarkand at night", "Samarkand", Role::named},
      {"The State Revenue Committee of the Almaty city.", "Almaty", Role::named},
      {"Taxis wait near Almaty and Astana.", "Astana", Role::at},
      {"A drive through the Khorgos Gateway dry port.", "Khorgos Gateway", Role::at},
      {"Un marché à Dakar", "Dakar", Role::at},
      {"Une famille venue de Dakar", "Dakar", Role::from},
      {"Media of Almaty", "Almaty", Role::named},
      {"View of Almaty from Astana", "Almaty", Role::backdrop},
      {"View of Almaty from Astana", "Astana", Role::camera},
      {"Stories from Almaty and Astana", "Astana", Role::at},
      {"Almaty, seen from the Khorgos Monument", "Almaty", Role::named},
      {"A shop in Almaty's Medeu district", "Almaty", Role::at},
      {"THE MARKET OF SAMARKAND", "SAMARKAND", Role::named},
      {"The session. Prof. Kazan speaks", "Kazan", Role::embedded},
      {"Des chèvres près d’Ouarzazate", "Ouarzazate", Role::at},
      {"На базаре в Ташкент", "Ташкент", Role::at},
      {"撒马尔罕的市场", "撒马尔罕", Role::named},
      {"QR code in front of the Cathedral of the Kazan Icon of the Mother of God",
       "Cathedral of the Kazan Icon of the Mother of God", Role::at},
  };
  for (const Row& row : rows) {
    CAPTURE(row.caption, row.place);
    const CaptionReading reading = read(row.caption);
    const auto found = std::find_if(reading.mentions.begin(), reading.mentions.end(),
                                    [&](const Mention& m) { return m.text == row.place; });
    REQUIRE(found != reading.mentions.end());
    CHECK(found->role == row.role);
    CHECK(row.caption.substr(found->begin, found->end - found->begin) == row.place);
  }
}

TEST_CASE("a name inside a longer proper name is embedded in it") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"An icon from the Convent of the Kazan Virgin", "Kazan"},
      {"Tech Garden, an innovation cluster", "Garden"},
      {"A menu at a Coffee Boom cafe", "Boom"},
      {"The 5G on the Silk Road stand", "Silk"},
      {"Head of the ER10 Media, an outlet", "Media"},
      {"Opportunities in Central Asia", "Central"},
      {"Screens at the Aqkol Smart City Situational Center", "Aqkol"},
  };
  for (const auto& [caption, name] : rows) {
    CAPTURE(caption);
    const CaptionReading reading = read(caption);
    REQUIRE(reading.mentions.size() == 1);
    CHECK(reading.mentions[0].text == name);
    CHECK(reading.mentions[0].role == Role::embedded);
  }
}

TEST_CASE("a place and what it is, a city or an airport, is the place") {
  for (const char* caption :
       {"Streets in Almaty City", "The Almaty Airport", "Old Samarkand by night", "Downtown Almaty"}) {
    CAPTURE(caption);
    const CaptionReading reading = read(caption);
    REQUIRE(reading.mentions.size() == 1);
    CHECK(reading.mentions[0].role != Role::embedded);
  }
}

TEST_CASE("lower-case words are names only where nothing has a capital") {
  CHECK(read("A boom in the garden of Samarkand").mentions.size() == 1);
  CHECK(read("siab bazaar in samarkand").mentions.size() == 2);
}

TEST_CASE("a capital does not always make a name") {
  CHECK(read("Garden chairs").mentions.at(0).may_be_word);
  CHECK(read("In front of a Boom in Almaty").mentions.at(0).may_be_word);
  CHECK_FALSE(read("Garden, Kazakhstan").mentions.at(0).may_be_word);
  CHECK_FALSE(read("In Garden").mentions.at(0).may_be_word);
}

TEST_CASE("a heading may capitalise every word") {
  const CaptionReading reading =
      read("Encountering Almaty: Technology, People, and Everyday Life", TextKind::title);
  REQUIRE(reading.mentions.size() == 1);
  CHECK(reading.mentions[0].role == Role::named);
}

TEST_CASE("events are capitalised words after 'during the' and 'at the'") {
  const CaptionReading reading = read("Huawei stand during the Digital Bridge Forum in Astana");
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events[0].key == "digital bridge forum");
  CHECK(read("Participant of the Digital Bridge Forum").events.at(0).key == "digital bridge forum");
  CHECK(read("Waiting at the bus stop").events.empty());
}

TEST_CASE("nothing and noise hold no places") {
  for (const char* text : {"", " ", "...", "12 34", "\xff\xfe"}) CHECK(read(text).mentions.empty());
}

}  // namespace photomap
