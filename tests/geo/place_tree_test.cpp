#include "geo/place_tree.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace photomap {

TEST_CASE("a place contains what lies in it, and a country all places of its code") {
  PlaceTree tree;
  tree.add("uz", "", "UZ", true);
  tree.add("samarkand", "uz", "UZ", false);
  tree.add("registan", "samarkand", "UZ", false);
  tree.add("nukus", "", "UZ", false);  // nobody knows in which region
  tree.add("kz", "", "KZ", true);
  tree.add("asia", "", "", false);
  tree.add("round", "about", "", false);
  tree.add("about", "round", "", false);
  using Ids = std::vector<std::string>;
  CHECK(tree.within({"registan"}) == Ids{"registan"});
  CHECK(tree.within({"samarkand"}) == Ids{"registan", "samarkand"});
  CHECK(tree.within({"uz"}) == Ids{"nukus", "registan", "samarkand", "uz"});
  CHECK(tree.within({"kz", "registan"}) == Ids{"kz", "registan"});
  CHECK(tree.within({"asia"}) == Ids{"asia"});
  CHECK(tree.within({"round"}) == Ids{"about", "round"});
  CHECK(tree.within({}).empty());
  CHECK(tree.has("nukus"));
  CHECK_FALSE(tree.has("osh"));
}

}  // namespace photomap
