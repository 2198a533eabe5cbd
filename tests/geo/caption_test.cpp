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
      {"From Almaty to Astana", "Almaty", Role::from},
      {"A trucker on the road from Almaty to Astana", "Astana", Role::towards},
      {"Dina, who grew up in Almaty, runs a van", "Almaty", Role::from},
      {"Tangerines that came over the Khorgos", "Khorgos", Role::from},
      {"A copy of Samarkand in concrete", "Samarkand", Role::backdrop},
      {"A street named after Almaty", "Almaty", Role::backdrop},
      {"Astana against Almaty's best on a screen", "Almaty", Role::backdrop},
      {"The mosaic of the station shows fishermen who wait in Almaty", "Almaty", Role::backdrop},
      {"A boy shows his catch in Almaty", "Almaty", Role::at},
      {"A mural depicting traders in Almaty", "Almaty", Role::at},
      {"Le tombeau d’un saint né à Dakar", "Dakar", Role::from},
      {"Il est né en Kazakhstan", "Kazakhstan", Role::from},
      {"Traders at the Khorgos bazaar, Samarkand.", "Samarkand", Role::at},
      {"Chimneys behind the allotments, Almaty, January.", "Almaty", Role::at},
      {"The bazaar. Almaty", "Almaty", Role::at},
      {"Traders from Almaty, Astana", "Astana", Role::from},
      {"Almaty, the bazaar", "Almaty", Role::named},
      {"From Almaty to Astana", "Astana", Role::towards},
      {"Towards Khorgos", "Khorgos", Role::towards},
      {"Above Samarkand", "Samarkand", Role::at},
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
      {"Mural of the poet Boom", "Boom"},
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

TEST_CASE("names are found in the cases of their languages, and a case that says where has a role") {
  struct Inflected {
    std::string_view caption;
    std::string_view name;
    std::string_view key;
    Role role;
  };
  const std::vector<Inflected> rows = {
      // Russian: the preposition says it
      {"На базаре в Самарканде", "Самарканде", "самарканд", Role::at},
      {"Торговцы из Ташкента", "Ташкента", "ташкент", Role::from},
      {"Вокзал Коканда", "Коканда", "коканд", Role::named},
      {"Она родилась в Москве", "Москве", "москва", Role::from},
      {"На улице в Москве", "Москве", "москва", Role::at},
      {"Из Москвы", "Москвы", "москва", Role::from},
      {"Под Астаной", "Астаной", "астана", Role::at},
      {"Недалеко от Казани", "Казани", "казань", Role::at},
      {"Дорога на Бишкек", "Бишкек", "бишкек", Role::towards},
      {"Улицы Самарканда", "Самарканда", "самарканд", Role::named},
      {"Вид на Алматы", "Алматы", "алматы", Role::backdrop},
      {"Карта Казахстана", "Казахстана", "казахстан", Role::backdrop},
      // Kazakh
      {"Шымкентте той", "Шымкентте", "шымкент", Role::at},
      {"Шымкенттегі базар", "Шымкенттегі", "шымкент", Role::at},
      {"Алматыда", "Алматыда", "алматы", Role::at},
      {"Алматыдағы мешіт", "Алматыдағы", "алматы", Role::at},
      {"Алматыға барар жол", "Алматыға", "алматы", Role::towards},
      {"Алматыдан келген", "Алматыдан", "алматы", Role::from},
      {"Шымкентте туған ақын", "Шымкентте", "шымкент", Role::from},
      {"Астананың көшелері", "Астананың", "астана", Role::named},
      // Uzbek, in both its scripts
      {"Toshkentda bozor", "Toshkentda", "toshkent", Role::at},
      {"Toshkentdagi bozor", "Toshkentdagi", "toshkent", Role::at},
      {"Toshkentdan mehmonlar", "Toshkentdan", "toshkent", Role::from},
      {"Toshkentda yig‘ilgan mashinalar", "Toshkentda", "toshkent", Role::from},
      {"Toshkentga boramiz", "Toshkentga", "toshkent", Role::towards},
      {"Toshkentning ko‘chalari", "Toshkentning", "toshkent", Role::named},
      {"Самарқандда бозор", "Самарқандда", "самарқанд", Role::at},
      {"Самарқанддаги бозор", "Самарқанддаги", "самарқанд", Role::at},
      {"Самарқанддан", "Самарқанддан", "самарқанд", Role::from},
      // Kyrgyz
      {"Бишкекте базар", "Бишкекте", "бишкек", Role::at},
      {"Бишкектен келдик", "Бишкектен", "бишкек", Role::from},
      {"Бишкекке жол", "Бишкекке", "бишкек", Role::towards},
      {"Оштогу базар", "Оштогу", "ош", Role::at},
      {"Ошто", "Ошто", "ош", Role::at},
      {"Ошко жол", "Ошко", "ош", Role::towards},
      {"Оштон келдик", "Оштон", "ош", Role::from},
      {"Оштун базары", "Оштун", "ош", Role::named},
      {"Бишкектин көчөлөрү", "Бишкектин", "бишкек", Role::named},
  };
  const std::set<std::string> names = {"самарканд", "ташкент", "москва",    "астана",  "казань",
                                       "бишкек",    "алматы",  "казахстан", "шымкент", "toshkent",
                                       "самарқанд", "ош",      "кока",      "коканд"};
  for (const Inflected& row : rows) {
    CAPTURE(row.caption);
    const CaptionReading reading =
        read_caption(row.caption, {.is_name = [&](const std::string& key) { return names.contains(key); }});
    REQUIRE(reading.mentions.size() == 1);
    CHECK(reading.mentions[0].text == row.name);
    CHECK(reading.mentions[0].key == row.key);
    CHECK(reading.mentions[0].role == row.role);
  }
}

TEST_CASE("the second name of a way from one place to another is a direction, in every language") {
  const std::set<std::string> names = {"ташкент", "самарканд", "алматы", "toshkent", "almati"};
  struct Way {
    const char* caption;
    Role second;
  };
  const std::vector<Way> rows = {
      {"Поезд из Ташкента в Алматы", Role::towards},
      {"Из Ташкента в Самарканд", Role::towards},
      {"Торговцы из Ташкента в Самарканде", Role::at},
      {"Торговцы из Ташкента, в Алматы", Role::at},
      {"Торговцы из Ташкента гуляют в Алматы", Role::at},
      {"From Toshkent to Almati", Role::towards},
      {"Ташкенттен Алматыға", Role::towards},
      {"Ташкенттен Алматыда", Role::at},
      {"Toshkentdan Almatiga", Role::towards},
      {"Toshkentdan Almatida", Role::at},
      {"Пойыз Ташкенттен Алматыға барады", Role::towards},
      {"Poyezd Toshkentdan Almatiga ketdi", Role::towards},
  };
  for (const Way& row : rows) {
    CAPTURE(row.caption);
    const CaptionReading reading =
        read_caption(row.caption, {.is_name = [&](const std::string& key) { return names.contains(key); }});
    REQUIRE(reading.mentions.size() == 2);
    CHECK(reading.mentions[0].role == Role::from);
    CHECK(reading.mentions[1].role == row.second);
  }
}

TEST_CASE("a caption tells that the photo was taken beside the place") {
  for (const char* caption : {"A camp ten kilometres from Almaty", "Steppe south of Almaty",
                              "The gas crater at Almaty", "Ruins of the Almaty", "Le lac d’Almaty",
                              "Almaty airport", "The terminal of the airport, Almaty", "Almaty reservoir"}) {
    CAPTURE(caption);
    CHECK(read(caption).mentions.at(0).lies_beside);
  }
  for (const char* caption :
       {"A bazaar at Almaty", "The metro of Almaty runs to the airport", "From Almaty"}) {
    CAPTURE(caption);
    CHECK_FALSE(read(caption).mentions.at(0).lies_beside);
  }
}

TEST_CASE("things and features that a name belongs to make it less than a town's") {
  CHECK(read("Washing the car in Lake Almaty.").mentions.front().lies_beside);
  CHECK(read("Cranes at the Almaty dam.").mentions.front().lies_beside);
  CHECK(read("A lorry near Almaty.").mentions.front().lies_beside);
  CHECK_FALSE(read("A lorry in Almaty.").mentions.front().lies_beside);
  CHECK(read("Students of Almaty University.").mentions.front().is_attribute);
  CHECK_FALSE(read("Traders of Almaty Bazaar.").mentions.front().is_attribute);
  CHECK(read("A camp on the Garden.").mentions.front().has_article);
  CHECK_FALSE(read("Rain on the Almaty metro.").mentions.front().has_article);
}

TEST_CASE("a name is told by its sound where the caption says that it is a place's") {
  const NameTests tests = {.is_name = [](const std::string& key) { return key == "kharkhorin"; },
                           .sounds_like_name = [](const std::string& key) { return key == "harhorin"; }};
  for (const char* caption : {"In Harhorin", "Tractor parts shop, Harhorin.", "Tea, Harhorin. More tea.",
                              "Swans on Lake Harhorin."}) {
    CAPTURE(caption);
    const CaptionReading reading = read_caption(caption, tests);
    REQUIRE(reading.mentions.size() == 1);
    CHECK(reading.mentions.front().spelt_otherwise);
  }
  for (const char* caption : {"The tractor of Harhorin Batbold.", "Bold, Harhorin and others"}) {
    CAPTURE(caption);
    CHECK(read_caption(caption, tests).mentions.empty());
  }
}

TEST_CASE("names that nobody could read are noticed") {
  CHECK(read("The stupas of Erdene Zuu.").has_unread_names);
  CHECK_FALSE(read("Tea with the drivers in Almaty.").has_unread_names);
  CHECK_FALSE(read("Mutton, again. Again mutton.").has_unread_names);
}

TEST_CASE("the names that end a sentence are datelines") {
  const std::vector<std::pair<std::string_view, Role>> rows = {
      {"Traders at tea, Almaty. The best blades are gone.", Role::at},
      {"Traders at tea. Almaty.", Role::at},
      {"Traders of Astana, men of Almaty and others.", Role::named},
      {"The road to Astana, Almaty. Two days.", Role::at},
      {"Trains to Astana, Almaty and Samarkand", Role::towards},
  };
  for (const auto& [caption, role] : rows) {
    CAPTURE(caption);
    const CaptionReading reading = read(caption);
    const auto almaty = std::find_if(reading.mentions.begin(), reading.mentions.end(),
                                     [](const Mention& mention) { return mention.key == "almaty"; });
    REQUIRE(almaty != reading.mentions.end());
    CHECK(almaty->role == role);
    CHECK(almaty->ends_sentence == (role == Role::at));
  }
}

TEST_CASE("what only looks like a case ending is left alone") {
  // Nobody is called "Almaty" here, but "Alma"; English has no such endings.
  for (const char* caption : {"The old town of Samarkanda", "Kazanda and the rest", "Dakarga in spring"}) {
    CAPTURE(caption);
    CHECK(read(caption).mentions.empty());
  }
}

TEST_CASE("Chinese captions say where by their order") {
  struct Chinese {
    std::string_view caption;
    std::string_view name;
    Role role;
  };
  const std::vector<Chinese> rows = {
      {"在霍尔果斯拍的照片", "霍尔果斯", Role::at},      {"位于乌鲁木齐的清真寺", "乌鲁木齐", Role::at},
      {"来自乌鲁木齐的商人", "乌鲁木齐", Role::from},    {"从霍尔果斯出发的火车", "霍尔果斯", Role::from},
      {"乌鲁木齐来的商人", "乌鲁木齐", Role::from},      {"前往霍尔果斯的火车", "霍尔果斯", Role::towards},
      {"开往乌鲁木齐的火车", "乌鲁木齐", Role::towards}, {"霍尔果斯方向", "霍尔果斯", Role::towards},
      {"霍尔果斯的市场", "霍尔果斯", Role::named},
  };
  const std::set<std::string> names = {"霍尔果斯", "乌鲁木齐", "口岸", "市场", "清真寺"};
  for (const Chinese& row : rows) {
    CAPTURE(row.caption);
    const CaptionReading reading =
        read_caption(row.caption, {.is_name = [&](const std::string& key) { return names.contains(key); }});
    REQUIRE(reading.mentions.size() == 1);
    CHECK(reading.mentions[0].text == row.name);
    CHECK(reading.mentions[0].role == row.role);
  }
}

TEST_CASE("a house that is named after a place stands anywhere") {
  for (const char* caption :
       {"Lobby of the Hotel Samarkand", "Restaurant Samarkand", "In the Cafe Samarkand by night",
        "Breakfast at the hotel “Samarkand”", "The University of Samarkand"}) {
    CAPTURE(caption);
    const CaptionReading reading = read(caption);
    REQUIRE(reading.mentions.size() == 1);
    CHECK(reading.mentions[0].role == Role::embedded);
  }
  CHECK(read("A hotel in Samarkand").mentions.at(0).role == Role::at);
  CHECK(read("Samarkand hotels").mentions.at(0).role == Role::named);
}

TEST_CASE("a thing that is called after a place is told from the place") {
  CHECK(read("A bowl of Samarkand rice").mentions.at(0).is_attribute);
  CHECK(read("Dakar fabrics in Almaty").mentions.at(0).is_attribute);
  for (const char* caption : {"Almaty and Astana", "Almaty at night", "Almaty city", "Almaty bazaar",
                              "Almaty's markets", "Almaty", "Almaty. Markets"}) {
    CAPTURE(caption);
    CHECK_FALSE(read(caption).mentions.at(0).is_attribute);
  }
}

TEST_CASE("names that nobody bears are told where the caption says that they are places") {
  struct Unknown {
    const char* caption;
    std::vector<std::string> names;
  };
  const std::vector<Unknown> rows = {
      {"Walnut trees in Arslanbob", {"Arslanbob"}},
      {"A yurt near Sary Tash.", {"Sary Tash"}},
      {"A road above Sary-Tash", {"Sary-Tash"}},
      {"In Arslanbob and near Tash Rabat", {"Arslanbob", "Tash Rabat"}},
      {"Arslanbob", {}},
      {"Walnuts from Arslanbob", {}},
      {"The holy mount of Grabarka", {"Grabarka"}},
      {"The bread of Grabarka", {}},
      {"In Almaty", {}},
      {"Anna in May 2023", {}},
      {"A boy with a kite", {}},
  };
  for (const Unknown& row : rows) {
    CAPTURE(row.caption);
    CHECK(read(row.caption).unknown_names == row.names);
  }
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

TEST_CASE("a case ending tells that a word is a name, at the start of a caption too") {
  const NameTests tests{.is_name = [](const std::string& key) { return key == "бишкек"; }};
  const auto mentions = read_caption("Бишкектеги базар", tests).mentions;
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].role == Role::at);
  CHECK_FALSE(mentions[0].may_be_word);
}

}  // namespace photomap
