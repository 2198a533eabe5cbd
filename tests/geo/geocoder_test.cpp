#include "geo/geocoder.hpp"

#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace photomap {

namespace {

EssayRecord essay(const std::string& title, const std::string& intro,
                  const std::vector<std::string>& captions) {
  EssayRecord record{.title = title, .intro = intro, .photos = {}};
  for (const std::string& caption : captions) record.photos.emplace_back().caption = caption;
  return record;
}

Georeference locate(const std::string& title, const std::string& caption) {
  return Geocoder(test_gazetteer()).locate_essay(essay(title, "", {caption})).front();
}

std::set<std::string> candidate_ids(const Georeference& where) {
  std::set<std::string> ids;
  for (const Candidate& candidate : where.candidates) ids.insert(candidate.place_id);
  return ids;
}

// Whether the circle holds every candidate's own circle.
bool holds_candidates(const Georeference& where) {
  return std::all_of(where.candidates.begin(), where.candidates.end(), [&](const Candidate& candidate) {
    return distance(*where.location, candidate.location) + candidate.uncertainty <=
           where.uncertainty + Meters{1};
  });
}

}  // namespace

TEST_CASE("a caption that names its place is placed there, with a reason to check") {
  struct Row {
    const char* title;
    const char* caption;
    const char* place;
    const char* reason;
  };
  const std::vector<Row> rows = {
      {"", "Buyers at the Siab Bazaar in Samarkand.", "siab_bazaar",
       "'Siab Bazaar' named in the caption; in Samarkand"},
      {"", "Registan Square in Bukhara", "geonames:1217662", "'Bukhara' named in the caption"},
      {"", "QR code in front of the Cathedral of the Kazan Icon of the Mother of God in Almaty.",
       "kazan_cathedral_almaty",
       "'Cathedral of the Kazan Icon of the Mother of God' named in the caption; in Almaty"},
      {"", "The wall of the Bibi Khanym Mosque with a man on a bicycle in Samarkand.", "bibi_khanym",
       "'Bibi Khanym Mosque' named in the caption; in Samarkand"},
      {"Smart cities near Astana", "Old and new cars are parked on a street of Aqkol.", "aqkol",
       "'Aqkol' named in the caption"},
      {"", "Men on the Chinese side of the ICBC Khorgos.", "icbc_cn",
       "'Chinese side of the ICBC Khorgos' named in the caption"},
      {"", "Spices at the Samarkand Bazaar in Almaty", "almaty", "'Almaty' named in the caption"},
      {"", "Une rue à Fès, Maroc", "geonames:2548885", "'Fès' named in the caption; in Morocco"},
      {"Halls of tech in Almaty", "Mikhail Lomtadze, CEO of fintech group Kaspi, speaks in Almaty.", "almaty",
       "'Almaty' named in the caption"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.caption);
    const Georeference where = locate(row.title, row.caption);
    CHECK(where.place_id == row.place);
    CHECK(where.reason == row.reason);
    CHECK(where.location);
    CHECK(where.confidence > 0.5);
  }
}

TEST_CASE("a caption that names no place inherits its essay's and says so") {
  const Georeference where =
      locate("Encountering Almaty: Technology, People", "Placard for American, Chinese and Korean brands.");
  CHECK(where.place_id == "almaty");
  CHECK(where.uncertainty == Meters{15000});
  CHECK(where.reason == "no place named in the caption; 'Almaty' named in the essay's title");
}

TEST_CASE("a direction does not place a photo, and one on the way has left") {
  const Georeference where = locate("Khorgos Gateway", "Trucks en route to Almaty.");
  CHECK(where.place_id == "khorgos_gateway");
  CHECK(where.uncertainty == Meters{4000 + 25000});
  CHECK(where.reason ==
        "the caption names 'Almaty' only as a direction (\"en route to\"); 'Khorgos Gateway' named in the "
        "essay's title");
}

TEST_CASE("where several places remain possible all are kept and the circle holds them") {
  SECTION("two cities of the title") {
    const Georeference where = locate("Digital Living in Almaty and Astana", "Banner with QR codes.");
    CHECK(candidate_ids(where) == std::set<std::string>{"almaty", "astana"});
    CHECK(holds_candidates(where));
    CHECK(where.uncertainty > Meters::kilometers(950));
    CHECK(where.confidence < 0.5);
  }
  SECTION("one name on both sides of a border") {
    const Georeference where = locate("", "Khorgos");
    CHECK(candidate_ids(where) == std::set<std::string>{"khorgos_cn", "khorgos_kz"});
    CHECK(holds_candidates(where));
  }
  SECTION("one name in many states") {
    const Georeference where = locate("", "A street in Springfield");
    CHECK(where.candidates.size() >= 3);
    CHECK(holds_candidates(where));
    CHECK(where.confidence < 0.4);
  }
}

TEST_CASE("the captions around it say which of an essay's cities is likelier") {
  const auto answers = Geocoder(test_gazetteer())
                           .locate_essay(essay("Digital Living in Almaty and Astana", "",
                                               {"A cafe in Astana.", "A stall in Almaty.",
                                                "Banner with QR codes.", "A bus in Almaty."}));
  CHECK(answers[2].place_id == "almaty");
  CHECK(candidate_ids(answers[2]) == std::set<std::string>{"almaty", "astana"});
  CHECK(holds_candidates(answers[2]));
}

TEST_CASE("the camera stands where the photo is viewed from, within what the essay is about") {
  const Georeference where = locate(
      "Khorgos and the promise of trade",
      "Sunset over the Chinese side of the ICBC Khorgos, viewed from across the border in Kazakhstan.");
  CHECK(where.place_id == "khorgos_kz");
  CHECK(where.country == "KZ");
}

TEST_CASE("an event that one caption places is placed for the others") {
  const auto answers =
      Geocoder(test_gazetteer())
          .locate_essay(essay("Halls of tech in Kazakhstan", "Events in Almaty and Astana during 2022",
                              {"Huawei logo on the Nur Alem during the Digital Bridge Forum in Astana.",
                               "Participant of the Digital Bridge Forum interacts with a robot."}));
  CHECK(answers[0].place_id == "nur_alem");
  CHECK(answers[1].place_id == "astana");
  CHECK(answers[1].reason ==
        "'Digital Bridge Forum' took place in Astana, by the caption of photo 1 of this essay");
}

TEST_CASE(
    "without a word in title or intro an essay's other photos tell, and with none of them nothing is made "
    "up") {
  const auto answers =
      Geocoder(test_gazetteer())
          .locate_essay(essay("Field notes", "", {"A street in Samarkand.", "A boy with a kite."}));
  CHECK(answers[1].place_id == "samarkand");
  CHECK(answers[1].confidence < 0.5);
  const Georeference nowhere = locate("Field notes", "A boy with a kite.");
  CHECK_FALSE(nowhere.location);
  CHECK(nowhere.place_id.empty());
  CHECK(nowhere.confidence == 0);
  CHECK(nowhere.reason == "no place named in the caption; nor do other texts name one");
}

TEST_CASE("the country around a place where somebody was born is not the photo's") {
  Geocoder geocoder(test_gazetteer_with_divisions());
  CHECK_FALSE(geocoder.locate_text("A man born in Almaty, in Kazakhstan").location);
  CHECK(geocoder.locate_text("A man born in Almaty, in Samarkand").place_id == "samarkand");
}

TEST_CASE("the intro's places that captions confirm are the essay's as well as the title's") {
  const std::vector<std::string> captions = {"Streets of Astana.", "A bazaar in Astana.",
                                             "A boy with a kite."};
  const std::string intro = "Photos from Almaty and Astana.";
  Geocoder geocoder(test_gazetteer());
  const auto answers = geocoder.locate_essay(essay("Markets of Almaty", intro, captions));
  CHECK(candidate_ids(answers[2]) == std::set<std::string>{"almaty", "astana"});
  CHECK(holds_candidates(answers[2]));
  CHECK_THAT(answers[2].reason, Catch::Contains("; the intro and captions name Astana, too"));
  const auto unconfirmed =
      geocoder.locate_essay(essay("Markets of Almaty", intro, {captions[0], captions[2]}));
  CHECK(unconfirmed[1].place_id == "almaty");
  CHECK_THAT(unconfirmed[1].reason, !Catch::Contains("; the intro and captions name Astana, too"));
}

TEST_CASE("a famous namesake far from all that an essay's captions name is not meant") {
  const std::vector<std::string> captions = {"A street in Samarkand.", "A bazaar in Bukhara.",
                                             "Melons in Tashkent.", "The portal of Rabat, now ruined."};
  Geocoder geocoder(test_gazetteer());
  CHECK(geocoder.locate_text(captions[3]).country == "MA");
  CHECK(geocoder.locate_essay(essay("", "", captions))[3].place_id == "tashkent");
  // Nor are words of the title that are names of towns elsewhere.
  const auto answers = geocoder.locate_essay(essay("Boom Years", "", captions));
  CHECK(answers[3].place_id == "tashkent");
  CHECK_THAT(answers[3].reason, !Catch::Contains("Boom"));
}

TEST_CASE("what is stated stays possible, however far, and so does where the other captions are") {
  const auto answers =
      Geocoder(test_gazetteer())
          .locate_essay(essay("", "",
                              {"A street in Samarkand.", "A bazaar in Bukhara.", "Melons in Tashkent.",
                               "A suit for a wedding in Casablanca.", "A boy with a kite in Tashkent."}));
  CHECK(answers[3].place_name == "Casablanca");
  CHECK(candidate_ids(answers[3]).contains("tashkent"));
  CHECK(holds_candidates(answers[3]));
  CHECK(answers[3].confidence < 0.7);
}

TEST_CASE("a photo without a name was taken where those around it were, on a journey through a country") {
  Geocoder geocoder(test_gazetteer_with_divisions());
  const std::vector<std::string> captions = {"A street in Samarkand.", "A boy with a kite.",
                                             "A bazaar in Bukhara.", "Melons.", "The Xyzzabad melons."};
  const auto answers = geocoder.locate_essay(essay("Through Uzbekistan", "", captions));
  CHECK(answers[1].place_id == "samarkand");
  CHECK(candidate_ids(answers[1]) == std::set<std::string>{"samarkand", "geonames:1217662"});
  CHECK(holds_candidates(answers[1]));
  CHECK(answers[1].confidence < 0.5);
  CHECK_THAT(answers[1].reason, Catch::EndsWith("2 places remain possible, the circle holds both") ||
                                    Catch::Contains("the captions around it name Samarkand and Bukhara"));
  // Nothing bounds the journey after its last name, less so where a name can't be read.
  CHECK(answers[3].place_id == "geonames:1217662");
  CHECK(answers[3].uncertainty > answers[2].uncertainty + Meters::kilometers(50));
  CHECK(answers[4].uncertainty > answers[3].uncertainty + Meters::kilometers(50));
}

TEST_CASE("an essay's town is where its photos are, also where a caption names another") {
  Geocoder geocoder(test_gazetteer());
  const auto answers = geocoder.locate_essay(
      essay("Markets of Samarkand", "", {"A boy with a kite.", "A street in Bukhara.", "Melons."}));
  CHECK(answers[0].place_id == "samarkand");
  CHECK(candidate_ids(answers[0]) == std::set<std::string>{"samarkand", "geonames:1217662"});
  const auto town = geocoder.locate_essay(
      essay("Markets of Samarkand", "", {"A boy with a kite.", "A street in Samarkand.", "Melons."}));
  CHECK(town[2].place_id == "samarkand");
  CHECK(town[2].candidates.empty());
}

TEST_CASE("a photo on the way between two places lies in the middle, and the circle holds both ends") {
  Geocoder geocoder(test_gazetteer());
  for (const char* caption :
       {"Lorries on the road from Samarkand to Bukhara.", "A café between Samarkand and Bukhara.",
        "Somewhere on the southern route, Samarkand to Bukhara.", "Песок на дороге из Самарканда в Бухару"}) {
    CAPTURE(caption);
    const Georeference where = geocoder.locate_text(caption);
    REQUIRE(where.location);
    CHECK(where.location->lon == Approx(65.7).margin(0.1));
    CHECK(where.location->lat == Approx(39.72).margin(0.05));
    CHECK(holds_candidates(where));
    CHECK(where.uncertainty < Meters::kilometers(170));
    CHECK_THAT(where.reason, Catch::StartsWith("on the way between "));
  }
  // Nobody says where on the way between continents.
  CHECK_FALSE(geocoder.locate_text("Containers from Beijing to Paris.").location);
  CHECK(geocoder.locate_text("The train from Samarkand to Bukhara waits in Tashkent.").place_id ==
        "tashkent");
}

TEST_CASE("the name that ends a sentence says where") {
  Geocoder geocoder(test_gazetteer());
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"Opposite the Kazan that was moved, Samarkand. Nobody minds.", "samarkand"},
      {"Start of the road over the mountains to Bishkek, Almaty. The first car is full.", "almaty"},
      {"The house where the men of Kazan met. Samarkand.", "samarkand"},
  };
  for (const auto& [caption, place] : rows) {
    CAPTURE(caption);
    CHECK(geocoder.locate_text(caption).place_id == place);
  }
}

TEST_CASE("of a country and a place elsewhere that are only named the place is it") {
  Geocoder geocoder(test_gazetteer_with_divisions());
  const auto answers = geocoder.locate_essay(essay(
      "", "", {"Samarkand apples and Russia chocolate.", "Flags of Kazakhstan.", "A bazaar in Samarkand."}));
  CHECK(answers[0].place_id == "samarkand");
  CHECK(answers[1].place_id == "samarkand");
}

TEST_CASE("the nearer namesake wins over the larger one") {
  CHECK(locate("Villages around Astana", "A platform of the Aqkol train station.").place_id == "aqkol");
}

TEST_CASE("a name that no source has widens the circle of what the essay is about") {
  const auto answers = Geocoder(test_gazetteer())
                           .locate_essay(essay("Markets of Samarkand", "",
                                               {"Walnut trees in Xyzzabad.", "A boy with a kite."}));
  CHECK(answers[0].place_id == "samarkand");
  CHECK(answers[0].uncertainty > answers[1].uncertainty);
  CHECK(answers[0].confidence < answers[1].confidence);
  CHECK_THAT(answers[0].reason,
             Catch::StartsWith("the caption names 'Xyzzabad', which the gazetteer lacks; "));
}

TEST_CASE("what is named after a place is not there for that") {
  Geocoder geocoder(test_gazetteer_with_divisions());
  CHECK_FALSE(geocoder.locate_text("Breakfast at the Hotel Samarkand").location);
  CHECK(geocoder.locate_text("Breakfast at the Hotel Samarkand in Almaty").place_id == "almaty");

  const auto answers = geocoder.locate_essay(
      essay("Markets of Samarkand", "", {"Uzgen rice in sacks.", "A street in Uzgen."}));
  CHECK(candidate_ids(answers[0]) == std::set<std::string>{"samarkand", "geonames:1527513"});
  CHECK(holds_candidates(answers[0]));
  CHECK(answers[0].confidence < 0.7);
  CHECK(answers[1].place_id == "geonames:1527513");
}

TEST_CASE("captions in the region's languages are placed") {
  Geocoder geocoder(test_gazetteer_with_divisions());
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"На базаре в Самарканде", "samarkand"}, {"Алматыдағы базар", "almaty"},
      {"Toshkentdagi bozor", "tashkent"},      {"Эл Бишкектеги базарда", "geonames:1528675"},
      {"在阿拉木图拍的照片", "almaty"},        {"Торговцы из Ташкента в Самарканде", "samarkand"},
      {"Un bazar à Samarcande", "samarkand"},
  };
  for (const auto& [caption, place] : rows) {
    CAPTURE(caption);
    CHECK(geocoder.locate_text(caption).place_id == place);
  }
}

TEST_CASE("a position of the source's own stands") {
  EssayRecord record = essay("Samarkand", "", {"Somewhere in Samarkand", "Far off in Samarkand"});
  record.photos[0].location = LonLat{66.97, 39.65};
  record.photos[0].uncertainty = Meters{20};
  record.photos[1].location = LonLat{10, 50};
  const auto answers = Geocoder(test_gazetteer()).locate_essay(record);
  CHECK(answers[0].location == LonLat{66.97, 39.65});
  CHECK(answers[0].uncertainty == Meters{20});
  CHECK(answers[0].place_id == "samarkand");
  CHECK(answers[1].location == LonLat{10, 50});
  CHECK(answers[1].place_id.empty());  // the text says something else
}

TEST_CASE("words in lower case are places only where nothing else is likely") {
  Geocoder geocoder(test_gazetteer());
  CHECK_FALSE(geocoder.locate_text("a boy with a boom in the garden").location);
  CHECK(geocoder.locate_text("siab bazaar in samarkand").place_id == "siab_bazaar");
  CHECK(geocoder.locate_text("tbilisi").place_name == "Tbilisi");
}

TEST_CASE("a text is a misspelt name only as a whole, and where it speaks of no known one") {
  Geocoder geocoder(test_gazetteer());
  CHECK(geocoder.locate_text("Samarkant").place_id == "samarkand");
  CHECK(geocoder.locate_text("Tashknet").place_id == "tashkent");
  for (const char* text :
       {"Departure to Samarkand", "Hotel Samarkand", "Kazan Icon", "Tech Tashknet", "Coffee Samarkant"}) {
    CAPTURE(text);
    CHECK_FALSE(geocoder.locate_text(text).location);
  }
}

TEST_CASE("captions of any bytes are answered") {
  for (const char* text : {"", "\xff\xff", "in in in in", "Almaty Almaty Almaty", ",,,", "to"}) {
    CHECK_NOTHROW(Geocoder(test_gazetteer()).locate_text(text));
  }
}

}  // namespace photomap
