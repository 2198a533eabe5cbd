#include "geo/correction.hpp"

#include <catch2/catch.hpp>

namespace photomap {

namespace {

constexpr LonLat kSiab{66.9787, 39.6601};
constexpr LonLat kRegistan{66.9749, 39.6542};  // 730 m away
constexpr LonLat kTashkent{69.24, 41.30};

Correction correction_at(LonLat location, Meters uncertainty) {
  return {.location = location,
          .uncertainty = uncertainty,
          .note = "seen on site.",
          .who = "O. B.",
          .at = parse_time("2026-11-25T23:59:59Z").value()};
}

Georeference siab_bazaar() {
  Georeference where;
  where.location = kSiab;
  where.uncertainty = {400};
  where.place_id = "siab_bazaar";
  where.place_name = "Siab Bazaar";
  where.country = "UZ";
  where.confidence = 0.95;
  where.reason = "'Siab Bazaar' named in the caption";
  return where;
}

}  // namespace

TEST_CASE("a correction gives point, radius and reason, and keeps the texts' place if the circles meet") {
  const Georeference near = corrected(siab_bazaar(), correction_at(kRegistan, {400}));
  CHECK(near.location == kRegistan);
  CHECK(near.uncertainty == Meters{400});
  CHECK(near.confidence == 1);
  CHECK(near.reason == "corrected by O. B. on 2026-11-25: seen on site; 'Siab Bazaar' named in the caption");
  CHECK(near.place_id == "siab_bazaar");
  CHECK(near.country == "UZ");

  const Georeference far = corrected(siab_bazaar(), correction_at(kRegistan, {300}));
  CHECK(far.location == kRegistan);
  CHECK(far.place_id.empty());
  CHECK(far.place_name.empty());
  CHECK(far.country.empty());
  CHECK(far.reason == near.reason);
}

TEST_CASE("of several possible places a correction leaves the one it agrees with") {
  Georeference by_text = siab_bazaar();
  by_text.uncertainty = Meters::kilometers(300);  // holds both
  by_text.candidates = {{"siab_bazaar", "Siab Bazaar", "UZ", kSiab, {400}, 0.5},
                        {"tashkent", "Tashkent", "UZ", kTashkent, {10'000}, 0.4}};
  const Georeference where = corrected(by_text, correction_at(kTashkent, {50}));
  CHECK(where.place_id == "tashkent");
  CHECK(where.candidates.empty());
  CHECK(corrected(by_text, correction_at({0, 0}, {50})).place_id.empty());
}

TEST_CASE("a photo that no text places is placed by its correction") {
  Georeference nowhere;
  nowhere.reason = "no place named";
  const Georeference where = corrected(nowhere, correction_at(kSiab, {50}));
  CHECK(where.location == kSiab);
  CHECK(where.reason == "corrected by O. B. on 2026-11-25: seen on site; no place named");
}

}  // namespace photomap
