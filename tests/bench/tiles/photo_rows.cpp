#include "tests/bench/tiles/photo_rows.hpp"

#include "tests/bench/tiles/positions.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <string_view>

namespace photomap {

namespace {

constexpr std::uint64_t kPhotosPerEssay = 100;
constexpr std::size_t kPhotographers = 400;

constexpr std::string_view kEnglish[] = {
    "market", "bread",  "the",    "old",   "woman", "selling", "melons", "under",   "a",        "bridge",
    "boys",   "riding", "horses", "near",  "river", "at",      "dawn",   "mosque",  "minaret",  "carpets",
    "with",   "tea",    "house",  "young", "men",   "waiting", "for",    "the bus", "mountain", "pass",
    "snow",   "in",     "summer", "and",   "silk",  "weaver",  "looks",  "up",      "from",     "her loom"};
constexpr std::string_view kRussian[] = {
    "старый", "базар", "женщина", "продаёт", "дыни",   "у",      "моста", "утром",  "мечеть",
    "ковры",  "и",     "чай",     "дети",    "играют", "в",      "снегу", "дорога", "через",
    "степь",  "поезд", "на",      "рынке",   "мастер", "лошади", "возле", "реки",   "вечером"};
constexpr std::string_view kKazakh[] = {
    "базар",   "көне", "қала", "әйел", "нан", "сатады", "таңертең", "тау", "өзен",  "жағасы", "балалар", "ат",
    "үстінде", "дала", "жол",  "шай",  "үй",  "кілем",  "қыс",      "жаз", "мешіт", "мен",    "үлкен"};
constexpr std::string_view kUzbek[] = {"bozor",   "eski",       "shahar", "non",   "ayol",   "sotmoqda",
                                       "ko'prik", "tagida",     "choy",   "uyi",   "gilam",  "va",
                                       "bolalar", "o'ynamoqda", "tog'",   "daryo", "masjid", "minora",
                                       "ertalab", "usta",       "ipak"};
constexpr std::string_view kChinese[] = {"市场", "老人", "在",     "桥下",   "卖",   "西瓜",
                                         "清晨", "的",   "清真寺", "孩子们", "骑马", "雪山",
                                         "河边", "茶馆", "地毯",   "和",     "公路", "草原"};
constexpr std::string_view kFirstNames[] = {
    "Oyuna",  "Aigerim", "Timur",  "Dilnoza", "Marat", "Anna",   "Li",      "Botir", "Saule", "Yusuf",
    "Claire", "Jonas",   "Zarina", "Nurlan",  "Emma",  "Rustam", "Gulnara", "Wei",   "Pavel", "Feruza"};
constexpr std::string_view kLastNames[] = {"Baldakova", "Nurgaliyeva", "Karimov", "Rashidova", "Smith",
                                           "Petrova",   "Wang",        "Usmanov", "Dubois",    "Meyer",
                                           "Akhmetov",  "Yusupova",    "Chen",    "Ivanov",    "Sadykova",
                                           "Müller",    "Tulegenov",   "Brown",   "Qodirov",   "Zhang"};
constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
constexpr int kRadii[] = {20, 50, 100, 100, 250, 500, 1000, 2000, 5000, 12000};

template <std::size_t N>
std::string words(Random& random, const std::string_view (&list)[N], std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    text += random.one_of(list);
  }
  return text;
}

std::string draw_caption(Random& random) {
  const double language = random.unit();
  const std::size_t count = 4 + random.below(17);
  if (language < 0.5) return "The " + words(random, kEnglish, count);
  if (language < 0.7) return words(random, kRussian, count);
  if (language < 0.8) return words(random, kKazakh, count);
  if (language < 0.9) return words(random, kUzbek, count);
  return words(random, kChinese, count);
}

// Half of all before 2020.
std::string draw_date(Random& random) {
  const std::size_t year = 2015 + random.below(10);
  const std::size_t month = random.below(12);
  if (random.unit() < 0.7) return fmt::format("{}-{}", kMonths[month], year);
  return fmt::format("{}-{:02}-{:02}", year, month + 1, 1 + random.below(28));
}

std::string photographer(std::size_t number) {
  return fmt::format("{} {}", kFirstNames[number % std::size(kFirstNames)],
                     kLastNames[number / std::size(kFirstNames) % std::size(kLastNames)]);
}

}  // namespace

std::string photo_csv_header() {
  return "id,essay,caption,credit,date,lon,lat,uncertainty_m,licence,source_url,image_url\n";
}

PhotoRow make_photo_row(std::uint64_t number) {
  Random random(number);
  const std::uint64_t essay = number / kPhotosPerEssay;
  const LonLat position = draw_position(random, essay);
  const std::string caption = draw_caption(random);
  const std::string credit = photographer(random.skewed_below(kPhotographers));
  const std::string date = draw_date(random);
  const std::string image =
      random.unit() < 0.5 ? "" : fmt::format("https://example.org/images/{}.jpg", number);
  return {position, fmt::format("p{},\"Essay {}, along the road\",\"{}\",{},{},{:.7f},{:.7f},{},CC BY 4.0,"
                                "https://example.org/essays/{},{}\n",
                                number, essay, caption, credit, date, position.lon, position.lat,
                                random.one_of(kRadii), essay, image)};
}

}  // namespace photomap
