// How captions speak of places: the one table of rules that geo/caption applies. Words are folded (see
// geo/text.hpp).
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace photomap {

/// What a caption says of a place it names.
enum class Role {
  at,        ///< the photo was taken there
  camera,    ///< the camera stood there: "viewed from X"
  named,     ///< named without saying how: "Almaty at night", "the wall of the mosque"
  towards,   ///< a direction: "en route to X"
  from,      ///< an origin: "traders from X"
  backdrop,  ///< seen, but far: "against the backdrop of X", or viewed from elsewhere
  embedded,  ///< part of a longer name that is no place known here: "Kazan" in "Kazan Icon"
};

/// The words before a place that give it its role. The rule nearest to the place decides, the longest where
/// several end there.
struct RoleRule {
  std::string_view words;
  Role role;
  bool is_beside = false;  ///< the photo was taken at some distance: "ten kilometres from X"
};

inline constexpr std::array kRoleRules = {
    // English
    RoleRule{"in", Role::at},
    RoleRule{"at", Role::at},
    RoleRule{"on", Role::at},
    RoleRule{"inside", Role::at},
    RoleRule{"opposite", Role::at},
    RoleRule{"above", Role::at},
    RoleRule{"along", Role::at},
    RoleRule{"outside", Role::at},
    RoleRule{"near", Role::at, true},
    RoleRule{"around", Role::at},
    RoleRule{"across", Role::at},
    RoleRule{"throughout", Role::at},
    RoleRule{"between", Role::at},
    RoleRule{"entre", Role::at},
    RoleRule{"within", Role::at},
    RoleRule{"next to", Role::at},
    RoleRule{"close to", Role::at, true},
    RoleRule{"entrance to", Role::at},
    RoleRule{"entrances to", Role::at},
    RoleRule{"gate to", Role::at},
    RoleRule{"gates to", Role::at},
    RoleRule{"door to", Role::at},
    RoleRule{"in front of", Role::at},
    RoleRule{"outskirts of", Role::at},
    RoleRule{"suburbs of", Role::at},
    RoleRule{"edge of", Role::at},
    RoleRule{"centre of", Role::at},
    RoleRule{"center of", Role::at},
    RoleRule{"heart of", Role::at},
    RoleRule{"middle of", Role::at},
    RoleRule{"streets of", Role::at},
    RoleRule{"street of", Role::at},
    RoleRule{"side of", Role::at},
    RoleRule{"drive through", Role::at},
    RoleRule{"walk through", Role::at},
    RoleRule{"through", Role::at},
    RoleRule{"arrival in", Role::at},
    RoleRule{"arriving in", Role::at},
    RoleRule{"of", Role::named},
    RoleRule{"to", Role::towards},
    RoleRule{"en route to", Role::towards},
    RoleRule{"on the way to", Role::towards},
    RoleRule{"departure to", Role::towards},
    RoleRule{"road to", Role::towards},
    RoleRule{"crossing to", Role::towards},
    RoleRule{"train to", Role::towards},
    RoleRule{"bus to", Role::towards},
    RoleRule{"towards", Role::towards},
    RoleRule{"toward", Role::towards},
    RoleRule{"bound for", Role::towards},
    RoleRule{"leaving for", Role::towards},
    RoleRule{"departure for", Role::towards},
    RoleRule{"heading for", Role::towards},
    RoleRule{"direction of", Role::towards},
    RoleRule{"for", Role::towards},
    RoleRule{"welcome to", Role::at},
    RoleRule{"from", Role::from},
    RoleRule{"departure from", Role::at},
    RoleRule{"notes from", Role::at},
    RoleRule{"stories from", Role::at},
    RoleRule{"scenes from", Role::at},
    RoleRule{"images from", Role::at},
    RoleRule{"pictures from", Role::at},
    RoleRule{"photos from", Role::at},
    RoleRule{"voices from", Role::at},
    RoleRule{"letters from", Role::at},
    RoleRule{"postcards from", Role::at},
    RoleRule{"impressions from", Role::at},
    RoleRule{"native of", Role::from},
    RoleRule{"made in", Role::from},
    RoleRule{"sewn in", Role::from},
    RoleRule{"woven in", Role::from},
    RoleRule{"printed in", Role::from},
    RoleRule{"assembled in", Role::from},
    RoleRule{"grown in", Role::from},
    RoleRule{"born in", Role::from},
    RoleRule{"backdrop of", Role::backdrop},
    RoleRule{"view of", Role::backdrop},
    RoleRule{"views of", Role::backdrop},
    RoleRule{"view over", Role::backdrop},
    RoleRule{"view across", Role::backdrop},
    RoleRule{"overlooking", Role::backdrop},
    RoleRule{"statue of", Role::backdrop},
    RoleRule{"bust of", Role::backdrop},
    RoleRule{"portrait of", Role::backdrop},
    RoleRule{"map of", Role::backdrop},
    RoleRule{"painting of", Role::backdrop},
    RoleRule{"paintings of", Role::backdrop},
    RoleRule{"picture of", Role::backdrop},
    RoleRule{"photo of", Role::backdrop},
    RoleRule{"poster of", Role::backdrop},
    RoleRule{"model of", Role::backdrop},
    RoleRule{"stop before", Role::towards},
    RoleRule{"leaves for", Role::towards},
    RoleRule{"leaving", Role::at},
    RoleRule{"leaves", Role::at},
    RoleRule{"about", Role::backdrop},
    RoleRule{"exhibition on", Role::backdrop},
    RoleRule{"kilometres from", Role::at, true},
    RoleRule{"kilometers from", Role::at, true},
    RoleRule{"km from", Role::at, true},
    RoleRule{"miles from", Role::at, true},
    RoleRule{"sleeper to", Role::towards},
    RoleRule{"ferry to", Role::towards},
    RoleRule{"flight to", Role::towards},
    RoleRule{"truck to", Role::towards},
    RoleRule{"came from", Role::from},
    RoleRule{"village before", Role::towards},
    RoleRule{"flag of", Role::backdrop},
    RoleRule{"background of", Role::backdrop},
    RoleRule{"hours from", Role::at, true},
    RoleRule{"hour from", Role::at, true},
    RoleRule{"minutes from", Role::at, true},
    RoleRule{"drive from", Role::at, true},
    RoleRule{"walk from", Role::at, true},
    RoleRule{"ride from", Role::at, true},
    RoleRule{"north of", Role::at, true},
    RoleRule{"south of", Role::at, true},
    RoleRule{"east of", Role::at, true},
    RoleRule{"west of", Role::at, true},
    RoleRule{"grew up in", Role::from},
    RoleRule{"raised in", Role::from},
    RoleRule{"manufactured in", Role::from},
    RoleRule{"produced in", Role::from},
    RoleRule{"bottled in", Role::from},
    RoleRule{"brewed in", Role::from},
    RoleRule{"cast in", Role::from},
    RoleRule{"mined in", Role::from},
    RoleRule{"published in", Role::from},
    RoleRule{"exiled from", Role::from},
    RoleRule{"war in", Role::from},
    RoleRule{"veteran of", Role::from},
    RoleRule{"veterans of", Role::from},
    RoleRule{"came over", Role::from},
    RoleRule{"come over", Role::from},
    RoleRule{"comes over", Role::from},
    RoleRule{"coming over", Role::from},
    RoleRule{"brought over", Role::from},
    RoleRule{"came through", Role::from},
    RoleRule{"came via", Role::from},
    RoleRule{"mural of", Role::backdrop},
    RoleRule{"copy of", Role::backdrop},
    RoleRule{"replica of", Role::backdrop},
    RoleRule{"imitation of", Role::backdrop},
    RoleRule{"named after", Role::backdrop},
    RoleRule{"named for", Role::backdrop},
    RoleRule{"called after", Role::backdrop},
    RoleRule{"against", Role::backdrop},
    RoleRule{"version of", Role::backdrop},
    // French
    RoleRule{"à", Role::at},
    RoleRule{"au", Role::at},
    RoleRule{"aux", Role::at},
    RoleRule{"en", Role::at},
    RoleRule{"dans", Role::at},
    RoleRule{"sur", Role::at},
    RoleRule{"chez", Role::at},
    RoleRule{"pres de", Role::at, true},
    RoleRule{"devant", Role::at},
    RoleRule{"centre de", Role::at},
    RoleRule{"entree de", Role::at},
    RoleRule{"entree du", Role::at},
    RoleRule{"rues de", Role::at},
    RoleRule{"rue de", Role::at},
    RoleRule{"banlieue de", Role::at},
    RoleRule{"peripherie de", Role::at},
    RoleRule{"bord de", Role::at},
    RoleRule{"de", Role::named},
    RoleRule{"du", Role::named},
    RoleRule{"des", Role::named},
    RoleRule{"d", Role::named},
    RoleRule{"vers", Role::towards},
    RoleRule{"pour", Role::towards},
    RoleRule{"en route pour", Role::towards},
    RoleRule{"direction de", Role::towards},
    RoleRule{"route de", Role::towards},
    RoleRule{"depuis", Role::from},
    RoleRule{"vient de", Role::from},
    RoleRule{"viennent de", Role::from},
    RoleRule{"pres d", Role::at, true},
    RoleRule{"venus de", Role::from},
    RoleRule{"venu de", Role::from},
    RoleRule{"originaire du", Role::from},
    RoleRule{"originaires du", Role::from},
    RoleRule{"venue de", Role::from},
    RoleRule{"venues de", Role::from},
    RoleRule{"venu du", Role::from},
    RoleRule{"venus du", Role::from},
    RoleRule{"venue du", Role::from},
    RoleRule{"venues du", Role::from},
    RoleRule{"vient du", Role::from},
    RoleRule{"viennent du", Role::from},
    RoleRule{"retour de", Role::from},
    RoleRule{"retour du", Role::from},
    RoleRule{"retour d", Role::from},
    RoleRule{"provenance de", Role::from},
    RoleRule{"provenance du", Role::from},
    RoleRule{"provenance d", Role::from},
    RoleRule{"originaire de", Role::from},
    RoleRule{"originaires de", Role::from},
    RoleRule{"fond de", Role::backdrop},
    RoleRule{"vue de", Role::backdrop},
    RoleRule{"carte de", Role::backdrop},
    RoleRule{"carte du", Role::backdrop},
    RoleRule{"drapeau du", Role::backdrop},
    RoleRule{"au nord de", Role::at, true},
    RoleRule{"au sud de", Role::at, true},
    RoleRule{"a l est de", Role::at, true},
    RoleRule{"a l ouest de", Role::at, true},
    RoleRule{"kilometres de", Role::at, true},
    RoleRule{"km de", Role::at, true},
    RoleRule{"ne a", Role::from},
    RoleRule{"nee a", Role::from},
    RoleRule{"nes a", Role::from},
    RoleRule{"nees a", Role::from},
    RoleRule{"ne en", Role::from},
    RoleRule{"nee en", Role::from},
    RoleRule{"ne au", Role::from},
    RoleRule{"nee au", Role::from},
    RoleRule{"grandi a", Role::from},
    RoleRule{"fabrique a", Role::from},
    RoleRule{"fabriques a", Role::from},
    RoleRule{"fabrique en", Role::from},
    RoleRule{"fabriques en", Role::from},
    RoleRule{"tisse a", Role::from},
    RoleRule{"tisses a", Role::from},
    RoleRule{"copie de", Role::backdrop},
    RoleRule{"replique de", Role::backdrop},
    RoleRule{"portrait de", Role::backdrop},
    RoleRule{"statue de", Role::backdrop},
    RoleRule{"drapeau de", Role::backdrop},
    // Russian
    RoleRule{"в", Role::at},
    RoleRule{"на", Role::at},
    RoleRule{"у", Role::at},
    RoleRule{"около", Role::at, true},
    RoleRule{"возле", Role::at, true},
    RoleRule{"под", Role::at},
    RoleRule{"по дороге в", Role::towards},
    RoleRule{"на пути в", Role::towards},
    RoleRule{"из", Role::from},
    RoleRule{"из под", Role::from},
    RoleRule{"дорога на", Role::towards},
    RoleRule{"дороге на", Role::towards},
    RoleRule{"поезд в", Role::towards},
    RoleRule{"автобус в", Role::towards},
    RoleRule{"рейс в", Role::towards},
    RoleRule{"рейс на", Role::towards},
    RoleRule{"поезд на", Role::towards},
    RoleRule{"поезда на", Role::towards},
    RoleRule{"автобус на", Role::towards},
    RoleRule{"километрах от", Role::at, true},
    RoleRule{"км от", Role::at, true},
    RoleRule{"уходит в", Role::towards},
    RoleRule{"уходят в", Role::towards},
    RoleRule{"едет в", Role::towards},
    RoleRule{"едут в", Role::towards},
    RoleRule{"везут в", Role::towards},
    RoleRule{"теплоход на", Role::towards},
    RoleRule{"паром на", Role::towards},
    RoleRule{"по пути в", Role::towards},
    RoleRule{"недалеко от", Role::at, true},
    RoleRule{"близ", Role::at, true},
    RoleRule{"на фоне", Role::backdrop},
    RoleRule{"вид на", Role::backdrop},
    RoleRule{"картина", Role::backdrop},
    RoleRule{"карта", Role::backdrop},
    RoleRule{"к северу от", Role::at, true},
    RoleRule{"к югу от", Role::at, true},
    RoleRule{"к востоку от", Role::at, true},
    RoleRule{"к западу от", Role::at, true},
    RoleRule{"севернее", Role::at, true},
    RoleRule{"южнее", Role::at, true},
    RoleRule{"восточнее", Role::at, true},
    RoleRule{"западнее", Role::at, true},
    RoleRule{"родился в", Role::from},
    RoleRule{"родилась в", Role::from},
    RoleRule{"родились в", Role::from},
    RoleRule{"вырос в", Role::from},
    RoleRule{"выросла в", Role::from},
    RoleRule{"выросли в", Role::from},
    RoleRule{"сделано в", Role::from},
    RoleRule{"сделаны в", Role::from},
    RoleRule{"сшито в", Role::from},
    RoleRule{"сшиты в", Role::from},
    RoleRule{"выращены в", Role::from},
    RoleRule{"копия", Role::backdrop},
    RoleRule{"портрет", Role::backdrop},
    RoleRule{"флаг", Role::backdrop},
    RoleRule{"макет", Role::backdrop},
    // Chinese
    RoleRule{"在", Role::at},
    RoleRule{"位于", Role::at},
    RoleRule{"从", Role::from},
    RoleRule{"来自", Role::from},
    RoleRule{"前往", Role::towards},
    RoleRule{"开往", Role::towards},
    RoleRule{"驶往", Role::towards},
    RoleRule{"通往", Role::towards},
    RoleRule{"去往", Role::towards},
};

/// Words right after a place that give it its role, whatever stands before it.
inline constexpr std::array kRolesAfter = {
    RoleRule{"来的", Role::from},
    RoleRule{"方向", Role::towards},
    RoleRule{"bound", Role::towards},
    RoleRule{"road", Role::towards},
    RoleRule{"highway", Role::towards},
    RoleRule{"тракт", Role::towards},
    RoleRule{"трассасында", Role::towards},
    RoleRule{"трассасындағы", Role::towards},
    // "born in", "grown up in", "made in" and the like, which follow the locative of Turkic languages
    RoleRule{"туган", Role::from},
    RoleRule{"туылган", Role::from},
    RoleRule{"туулган", Role::from},
    RoleRule{"өскен", Role::from},
    RoleRule{"өскөн", Role::from},
    RoleRule{"жасалган", Role::from},
    RoleRule{"шыгарылган", Role::from},
    RoleRule{"тигилген", Role::from},
    RoleRule{"tugilgan", Role::from},
    RoleRule{"osgan", Role::from},
    RoleRule{"yigilgan", Role::from},
    RoleRule{"yasalgan", Role::from},
    RoleRule{"tikilgan", Role::from},
    RoleRule{"toqilgan", Role::from},
    RoleRule{"ishlab chiqarilgan", Role::from},
    RoleRule{"yetishtirilgan", Role::from},
    RoleRule{"туған", Role::from},
    RoleRule{"туылған", Role::from},
    RoleRule{"жасалған", Role::from},
    RoleRule{"шығарылған", Role::from},
    RoleRule{"тігілген", Role::from},
    RoleRule{"тоқылған", Role::from},
    RoleRule{"жиналған", Role::from},
    RoleRule{"өсірілген", Role::from},
};

/// Case endings of a name's last word, and what stands there in the nominative. Endings that are the same in
/// several languages stand once.
struct CaseEnding {
  std::string_view ending;  ///< folded
  std::string_view restored;
  std::optional<Role> role;  ///< what the case itself says
  bool is_latin = false;     ///< counts only in captions that have no English or French words
};

inline constexpr std::array kCaseEndings = std::to_array<CaseEnding>({
    // Kazakh and Kyrgyz, the longest first
    {"ындагы", "", Role::at},
    {"дагы", "", Role::at},
    {"деги", "", Role::at},
    {"дағы", "", Role::at},
    {"дегі", "", Role::at},
    {"тағы", "", Role::at},
    {"тегі", "", Role::at},
    {"тагы", "", Role::at},
    {"теги", "", Role::at},
    {"догу", "", Role::at},
    {"дөгү", "", Role::at},
    {"тогу", "", Role::at},
    {"төгү", "", Role::at},
    {"нан", "", Role::from},
    {"нен", "", Role::from},
    {"дан", "", Role::from},
    {"ден", "", Role::from},
    {"тан", "", Role::from},
    {"тен", "", Role::from},
    {"дон", "", Role::from},
    {"дөн", "", Role::from},
    {"тон", "", Role::from},
    {"төн", "", Role::from},
    {"нда", "", Role::at},
    {"нде", "", Role::at},
    {"да", "", Role::at},
    {"де", "", Role::at},
    {"та", "", Role::at},
    {"те", "", Role::at},
    {"до", "", Role::at},
    {"дө", "", Role::at},
    {"то", "", Role::at},
    {"га", "", Role::towards},
    {"ге", "", Role::towards},
    {"ға", "", Role::towards},
    {"қа", "", Role::towards},
    {"ке", "", Role::towards},
    {"ка", "", Role::towards},
    {"го", "", Role::towards},
    {"гө", "", Role::towards},
    {"ко", "", Role::towards},
    {"кө", "", Role::towards},
    {"ның", "", std::nullopt},
    {"нің", "", std::nullopt},
    {"дың", "", std::nullopt},
    {"дің", "", std::nullopt},
    {"тың", "", std::nullopt},
    {"тің", "", std::nullopt},
    {"нын", "", std::nullopt},
    {"нин", "", std::nullopt},
    {"дын", "", std::nullopt},
    {"дин", "", std::nullopt},
    {"тын", "", std::nullopt},
    {"тин", "", std::nullopt},
    {"нун", "", std::nullopt},
    {"дун", "", std::nullopt},
    {"тун", "", std::nullopt},
    // Uzbek, in both its scripts
    {"dagi", "", Role::at, true},
    {"dan", "", Role::from, true},
    {"da", "", Role::at, true},
    {"ga", "", Role::towards, true},
    {"ka", "", Role::towards, true},
    {"qa", "", Role::towards, true},
    {"ning", "", std::nullopt, true},
    {"даги", "", Role::at},
    {"нинг", "", std::nullopt},
    // Russian
    {"ом", "", std::nullopt},
    {"ем", "ь", std::nullopt},
    {"ем", "и", std::nullopt},
    {"ой", "а", std::nullopt},
    {"ои", "а", std::nullopt},
    {"ами", "ы", std::nullopt},
    {"ах", "ы", std::nullopt},
    {"ам", "ы", std::nullopt},
    {"ью", "ь", std::nullopt},
    {"ску", "ск", std::nullopt},
    {"е", "", std::nullopt},
    {"е", "а", std::nullopt},
    {"е", "и", std::nullopt},
    {"е", "ь", std::nullopt},
    {"е", "я", std::nullopt},
    {"а", "", std::nullopt},
    {"у", "", std::nullopt},
    {"у", "а", Role::towards},
    {"ы", "а", std::nullopt},
    {"и", "ь", std::nullopt},
    {"и", "я", std::nullopt},
    {"и", "а", std::nullopt},
    {"я", "ь", std::nullopt},
    {"я", "и", std::nullopt},
    {"ю", "ь", std::nullopt},
    {"ю", "я", Role::towards},
});

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
