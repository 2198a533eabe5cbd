// What captions name besides places, and the words by which they do: houses, facilities, pictures, persons.
// Folded (see geo/text.hpp).
#pragma once

#include <array>
#include <string_view>

namespace photomap {

/// Words before a name that make it the name of a house, wherever that stands: "Hotel Samarkand", "кафе
/// «Москва»".
inline constexpr std::array<std::string_view, 24> kNamedAfterPlaces = {
    "hotel",     "hostel",    "guesthouse", "cafe",          "restaurant", "cinema",
    "bar",       "bank",      "bank of",    "university of", "кафе",       "гостиница",
    "гостиницы", "гостинице", "отель",      "ресторан",      "ресторане",  "кинотеатр",
    "магазин",   "банк",      "санаторий",  "ресторана",     "отеля",      "меҳмонхона"};

/// Words after which all that the sentence names is where the camera stood, and all before it what was seen
/// from there.
inline constexpr std::array<std::string_view, 12> kCameraPhrases = {
    "viewed from", "seen from", "view from",  "views from", "photographed from", "taken from",
    "shot from",   "vu de",     "vue depuis", "vus depuis", "vu depuis",         "вид из"};

/// Words that make no longer name of the place before or after them: "Almaty city", "the town of Aqkol", "Old
/// Samarkand".
inline constexpr std::array<std::string_view, 46> kTransparentWords = {
    "city",      "town",      "village",  "capital", "region",  "district", "province", "oblast",
    "state",     "county",    "republic", "old",     "new",     "downtown", "central",  "inner",
    "greater",   "northern",  "southern", "eastern", "western", "north",    "south",    "east",
    "west",      "inside",    "near",     "in",      "at",      "outside",  "the",      "a",
    "ville",     "region de", "город",    "область", "село",    "vieille",  "nouvelle", "around",
    "mountains", "mountain",  "range",    "river",   "lake",    "island"};

/// Words of a facility that stands in the place it is named for: "Almaty Airport", "Samarkand State
/// University".
inline constexpr std::array<std::string_view, 30> kFacilityWords = {
    "bazar",    "bank",    "hospital", "school",   "airport",    "station",  "railway", "train",
    "metro",    "bazaar",  "market",   "museum",   "university", "theatre",  "theater", "stadium",
    "port",     "harbour", "harbor",   "hotel",    "zoo",        "airfield", "mosque",  "bus",
    "terminal", "square",  "gare",     "aeroport", "marche",     "medina"};

/// Words of a natural feature that lies beside the town it shares its name with: "the Toktogul reservoir".
inline constexpr auto kNaturalWords = std::to_array<std::string_view>(
    {"湖",       "河",     "山",        "草原",   "沙漠",      "lake",      "reservoir", "river",
     "valley",   "pass",   "mountains", "range",  "glacier",   "canyon",    "gorge",     "peak",
     "desert",   "dam",    "mine",      "quarry", "plateau",   "waterfall", "falls",     "cave",
     "caves",    "crater", "ruins",     "tunnel", "steppe",    "dunes",     "reserve",   "dovoni",
     "dovonida", "koli",   "ashuusu",   "ашуусу", "ашуусунда", "асуы",      "асуында",   "көлү",
     "көлүндө",  "көлі",   "көлінде"});
/// The same before the name: "Lake Tolbo".
inline constexpr auto kNaturalWordsBefore = std::to_array<std::string_view>(
    {"lake", "mount", "lac", "mont", "col", "озеро", "озера", "озере", "гора"});

/// Facilities that bear a person's name as often as their town's: "Zhansugurov University".
inline constexpr auto kNamedFacilities = std::to_array<std::string_view>(
    {"university", "theatre", "theater", "opera", "school", "stadium", "hotel", "museum", "avenue", "street",
     "hospital", "cinema", "library", "institute", "academy"});

/// Common nouns of Chinese, which has no capitals to tell names by, that are names of towns as well.
inline constexpr std::array<std::string_view, 22> kChineseNouns = {
    "边城", "大桥", "口岸", "古城", "钟鼓楼", "湖边", "广场", "市场", "车站", "火车站", "机场",
    "老城", "新城", "草原", "公园", "大街",   "河边", "码头", "村庄", "寺庙", "清真寺", "钟楼"};

/// Russian prepositions after which the case tells a place from a direction: "в Ташкенте", "в Ташкент".
inline constexpr std::array<std::string_view, 2> kPrepositionsOfTwoCases = {"в", "на"};

/// Russian words of motion, which make a direction of such a preposition and a nominative.
inline constexpr std::array<std::string_view, 22> kMotionWords = {
    "поезд",    "поезда", "автобус", "автобуса", "маршрутка", "такси", "рейс",   "паром",
    "теплоход", "дорога", "дороге",  "трасса",   "едет",      "едут",  "уходит", "уходят",
    "везут",    "летит",  "вагон",   "грузовик", "машины",    "билет"};

/// Facilities that lie outside the town they serve.
inline constexpr std::array<std::string_view, 10> kOutlyingFacilities = {
    "airport",   "aeroport",   "аэропорт", "аэропорта", "аэропорту",
    "аэропорте", "әуежаиында", "әуежаи",   "aeroporti", "机场"};

/// Things that lie beside the town they are told by: "the gas crater at Darvaza", "le lac de X".
inline constexpr auto kOutlyingThings = std::to_array<std::string_view>(
    {"crater",   "craters",   "dam",       "dams",      "lake",     "lakes",  "reservoir", "pass",
     "gorge",    "canyon",    "glacier",   "waterfall", "falls",    "dunes",  "cave",      "caves",
     "ruins",    "airport",   "cratere",   "barrage",   "lac",      "col",    "gorges",    "cascade",
     "cascades", "ruines",    "grotte",    "grottes",   "aeroport", "кратер", "плотина",   "озеро",
     "перевал",  "ущелье",    "каньон",    "водопад",   "пещера",   "пещеры", "развалины", "руины",
     "аэропорт", "аэропорта", "аэропорту", "аэропорте"});

/// Words between such a thing and the town.
inline constexpr std::array<std::string_view, 9> kBelonging = {"at",  "of", "near", "de", "du",
                                                               "des", "d",  "под",  "у"};

/// Words before a name that make it a person's: "the poet Abai".
inline constexpr auto kPersonWords = std::to_array<std::string_view>(
    {"poet",     "writer",   "composer", "painter",  "singer",     "president",   "king",    "saint",
     "prophet",  "general",  "marshal",  "sultan",   "emir",       "поэт",        "поэта",   "поэту",
     "писатель", "писателя", "певец",    "певца",    "композитор", "композитора", "генерал", "генерала",
     "акын",     "акына",    "poete",    "ecrivain", "shoir"});

/// Things that show other places, and the verbs they do it by: "The mosaic shows Lenin in Moscow".
inline constexpr auto kPictures = std::to_array<std::string_view>(
    {"mosaic",   "mural",    "murals",     "painting",    "paintings", "poster",   "posters", "map",
     "relief",   "fresco",   "photograph", "photographs", "picture",   "pictures", "screen",  "banner",
     "monument", "memorial", "television", "carpet",      "мозаика",   "картина",  "панно",   "плакат",
     "фреска",   "памятник", "fresque",    "mosaique",    "affiche"});
inline constexpr auto kShowing =
    std::to_array<std::string_view>({"shows", "show", "depicts", "depict", "portrays", "commemorates",
                                     "изображает", "показывает", "montre", "represente"});

/// Words of the open country: a photo of these is seldom in the town that its essay is about.
inline constexpr auto kCountryWords = std::to_array<std::string_view>(
    {"village",  "dam",        "steppe",     "pasture",    "pastures",    "border",      "crossing",
     "lake",     "reservoir",  "mountain",   "pass",       "valley",      "gorge",       "canyon",
     "glacier",  "summit",     "desert",     "dunes",      "shore",       "island",      "waterfall",
     "crater",   "checkpoint", "озеро",      "озера",      "перевал",     "ущелье",      "степи",
     "границе",  "dune",       "col",        "lac",        "plage",       "frontiere",   "reserve",
     "forest",   "mount",      "hill",       "hills",      "farm",        "yurt",        "yurts",
     "cave",     "caves",      "cliff",      "cliffs",     "ruins",       "mine",        "orchard",
     "vineyard", "meadow",     "meadows",    "waterfalls", "pastureland", "село",        "селе",
     "ауле",     "лес",        "лесу",       "юрта",       "юрты",        "юрте",        "ферма",
     "ферме",    "пещера",     "горы",       "горах",      "ауылында",    "ауыл",        "асуында",
     "көлі",     "жаилауда",   "жаилоодо",   "ашуусу",     "ашуусунда",   "ашуусундагы", "көлү",
     "көлүндө",  "аилында",    "qishlogida", "dovonida",   "tog",         "yaylov",      "yourte",
     "yourtes",  "foret",      "montagne",   "montagnes",  "vallee",      "grotte",      "ferme"});

/// Lower-case words inside a name: "Cathedral of the Kazan Icon of the Mother of God".
inline constexpr std::array<std::string_view, 11> kNameConnectors = {"of", "the", "de", "du", "des", "la",
                                                                     "le", "les", "al", "el", "i"};

/// Words that open the name of an event: "during the Digital Bridge Forum".
inline constexpr std::array<std::string_view, 14> kEventOpeners = {
    "during the", "during",     "at the", "at",   "of the",     "lors du",   "lors de la",
    "pendant le", "pendant la", "au",     "a la", "attend the", "visit the", "opens the"};

}  // namespace photomap
