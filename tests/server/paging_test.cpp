// Pages of items: forwards, backwards, in any order, with some of the properties.
#include "server/paging.hpp"

#include "tests/server/varied_server.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace photomap {

namespace {

const std::string kPhotos = "/collections/photos/items";

/// The features of the pages from one on, each page for itself.
std::vector<Json> walk(VariedServer& server, std::string target, const std::string& rel, std::string& last) {
  std::vector<Json> pages;
  while (!target.empty()) {
    last = target;
    const Json page = server.get(target);
    pages.push_back(page["features"]);
    CHECK(page["numberReturned"] == page["features"].size());
    target = VariedServer::link(page, rel);
  }
  return pages;
}

/// Whether values stand in that order, the unknown last.
bool is_sorted(const std::vector<Json>& values, bool descending) {
  return std::is_sorted(values.begin(), values.end(), [descending](const Json& a, const Json& b) {
    if (a.is_null() || b.is_null()) return !a.is_null() && b.is_null();
    return descending ? b < a : a < b;
  });
}

}  // namespace

TEST_CASE(
    "forwards to the end and back again the pages are the same, in every order and under every filter") {
  // Pages of photos that all have a location come from the index.
  VariedServer server(120, GENERATE(5, 0));
  for (const std::string collection : {"photos", "essays", "places"}) {
    const bool is_photos = collection == "photos";
    std::vector<std::string> queries{"", "&bbox=-180,-90,180,90"};
    if (is_photos) {
      for (const char* more :
           {"&essay=roads", "&place=tashkent", "&place=tashkent&sortby=-id", "&sortby=-id", "&sortby=%2Bid",
            "&sortby=-taken_start,caption", "&sortby=credit,-position", "&sortby=country,-credit,taken_end",
            "&bbox=60,30,90,60&sortby=-uncertainty_m", "&sortby=corrected_at", "&filter=position%3E20",
            "&bbox=4000000,0,10000000,7000000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857",
            "&bbox=4000000,0,10000000,7000000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/"
            "3857&sortby=caption"})
        queries.emplace_back(more);
    } else if (collection == "essays") {
      queries.emplace_back("&sortby=-photo_count");
      queries.emplace_back("&sortby=intro,-title");
    } else {
      queries.emplace_back("&sortby=-name");
      queries.emplace_back("&sortby=country,parent_id");
    }
    for (const std::string& query : queries) {
      for (const int limit : {1, 3, 10, 60}) {
        if (is_photos && limit == 1 && query.find("essay") == query.npos) continue;
        const std::string first =
            "/collections/" + collection + "/items?limit=" + std::to_string(limit) + query;
        CAPTURE(first);
        std::string last;
        std::string first_again;
        const std::vector<Json> forwards = walk(server, first, "next", last);
        std::vector<Json> backwards = walk(server, last, "prev", first_again);
        std::reverse(backwards.begin(), backwards.end());
        CHECK(forwards == backwards);
        std::set<Json> ids;
        std::size_t count = 0;
        for (const Json& page : forwards) {
          count += page.size();
          for (const Json& feature : page) ids.insert(feature["id"]);
        }
        CHECK(ids.size() == count);
        CHECK(server.get(first)["numberMatched"] == count);
        CHECK(VariedServer::link(server.get(first), "prev").empty());
        CHECK(walk(server, first_again, "next", last) == forwards);
      }
    }
  }
}

TEST_CASE("photos are told alike, whether they come from the index or from the database") {
  VariedServer server(300, 0);
  const std::string all = kPhotos + "?limit=1000";
  for (const std::string form :
       {"", "&crs=http://www.opengis.net/def/crs/EPSG/0/3857",
        "&crs=http://www.opengis.net/def/crs/EPSG/0/4326", "&properties=caption,taken_start"}) {
    CAPTURE(form);
    Json sorted = server.get(all + form + "&sortby=-caption")["features"];
    std::sort(sorted.begin(), sorted.end(), [](const Json& a, const Json& b) { return a["id"] < b["id"]; });
    CHECK(sorted.size() == 300);
    CHECK(server.get(all + form)["features"] == sorted);
    CHECK(server.get(all + form)["numberMatched"] == 300);
  }
}

TEST_CASE("items are sorted by what is asked for, the unknown last, the alike by their ids") {
  VariedServer server;
  for (const std::string property :
       {"id", "essay", "position", "caption", "credit", "taken_start", "taken_end", "place_id", "country",
        "uncertainty_m", "confidence", "reason", "image_url"}) {
    for (const bool descending : {false, true}) {
      CAPTURE(property, descending);
      const Json features =
          server.get(kPhotos + "?limit=1000&sortby=" + (descending ? "-" : "") + property)["features"];
      CHECK(features.size() == 125);
      std::vector<Json> values;
      for (const Json& feature : features) values.push_back(feature["properties"][property]);
      CHECK(is_sorted(values, descending));
      for (std::size_t i = 1; i < features.size(); ++i) {
        if (values[i] == values[i - 1]) CHECK(features[i - 1]["id"] < features[i]["id"]);
      }
    }
  }
  const Json two = server.get(kPhotos + "?limit=1000&sortby=country,-taken_start")["features"];
  for (std::size_t i = 1; i < two.size(); ++i) {
    const Json& one = two[i - 1]["properties"];
    const Json& next = two[i]["properties"];
    if (one["country"] == next["country"]) CHECK(is_sorted({one["taken_start"], next["taken_start"]}, true));
  }
  // A plus that a client did not encode is a space.
  CHECK(server.ids(kPhotos + "?limit=40&sortby=+caption") ==
        server.ids(kPhotos + "?limit=40&sortby=caption"));
  CHECK(server.ids("/collections/places/items?sortby=-id").front() == "uzbekistan");
  CHECK(server.ids("/collections/essays/items?sortby=-title").front() == "roads");
}

TEST_CASE("what can be sorted by is told, and anything else refused with it") {
  VariedServer server;
  for (const std::string collection : {"photos", "essays", "places"}) {
    CAPTURE(collection);
    const std::string path = "/collections/" + collection;
    const Json sortables = server.get(path + "/sortables");
    CHECK(sortables["type"] == "object");
    CHECK_FALSE(sortables["properties"].contains("geometry"));
    for (const auto& [name, schema] : sortables["properties"].items())
      CHECK(server.get(path + "/items?sortby=" + name)["features"].size() > 0);
    const Json links = server.get(path)["links"];
    CHECK(std::count_if(links.begin(), links.end(), [](const Json& link) {
            return link["rel"] == "http://www.opengis.net/def/rel/ogc/1.0/sortables";
          }) == 2);
    for (const char* bad :
         {"sortby=", "sortby=geometry", "sortby=-", "sortby=nosuch", "sortby=--id", "sortby=Caption"}) {
      const TestResponse response = server.respond(path + "/items?" + bad);
      CHECK(response.status == 400);
      CHECK(response.body.find("is nothing to sort by; give some of ") != std::string::npos);
    }
  }
  CHECK(server.respond("/collections/cats/sortables").status == 404);
}

TEST_CASE("a position that is none is refused") {
  VariedServer server;
  for (const char* query : {"?after=x", "?before=-1", "?after=1&before=9", "?after=[1]",
                            "?after=1&sortby=caption", "?after=[1]&sortby=caption",
                            "?after=[[],1]&sortby=caption", "?after=[%22a%22,%22b%22]&sortby=caption",
                            "?before=[true,1]&sortby=caption", "?after=[1,2,3]&sortby=caption"}) {
    CAPTURE(query);
    CHECK(server.respond(kPhotos + query).status == 400);
  }
  CHECK(server.get(kPhotos + "?before=1")["features"].empty());
  CHECK(server.get(kPhotos + "?after=100000")["features"].empty());
}

TEST_CASE("only the properties that are asked for are told, in every format") {
  VariedServer server;
  const auto names = [](const Json& feature) {
    std::set<std::string> found;
    for (const auto& [name, value] : feature["properties"].items()) found.insert(name);
    return found;
  };
  using Names = std::set<std::string>;
  // From the database and from the index.
  for (const std::string query : {"?", "?bbox=-180,-90,180,90&"}) {
    const Json all = server.get(kPhotos + query + "limit=50")["features"];
    const Json some = server.get(kPhotos + query + "limit=50&properties=caption,taken_start")["features"];
    REQUIRE(some.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(names(some[i]) == Names{"caption", "taken_start"});
      CHECK(some[i]["properties"]["caption"] == all[i]["properties"]["caption"]);
      CHECK(some[i]["geometry"] == all[i]["geometry"]);
      CHECK(some[i]["id"] == all[i]["id"]);
    }
  }
  CHECK(names(server.get(kPhotos + "/3?properties=reason")) == Names{"reason"});
  CHECK(names(server.get("/collections/essays/items?properties=title")["features"][0]) == Names{"title"});
  CHECK(names(server.get("/collections/essays/items/roads?properties=slug")) == Names{"slug"});
  CHECK(names(server.get("/collections/places/items/almaty?properties=name,country")) ==
        Names{"name", "country"});
  CHECK(server.get(kPhotos + "?limit=5&properties=candidates")["features"].size() == 5);
  const std::string page = server.respond(kPhotos + "?f=html&limit=3&properties=caption,reason").body;
  CHECK_THAT(page, Catch::Contains("<th>reason</th>") && !Catch::Contains("<th>Essay</th>") &&
                       Catch::Contains("properties=caption,reason"));
  CHECK_THAT(server.respond(kPhotos + "/3?f=html&properties=reason").body,
             Catch::Contains("position given by the source") && !Catch::Contains("Photographer"));
  for (const std::string path :
       {"/photos/items?", "/photos/items/3?", "/essays/items?", "/places/items/almaty?"}) {
    const TestResponse response = server.respond("/collections" + path + "properties=nosuch");
    CHECK(response.status == 400);
    CHECK(response.body.find("no property \\\"nosuch\\\"; give some of ") != std::string::npos);
    CHECK(server.respond("/collections" + path + "properties=").status == 400);
  }
}

TEST_CASE("a download is told in the order of ids and whole") {
  VariedServer server;
  for (const char* query : {"sortby=caption", "properties=caption", "before=7"}) {
    const TestResponse response = server.respond(kPhotos + "?f=csv&" + query);
    CHECK(response.status == 400);
    CHECK(response.body.find("a download has all of its photos, by ascending id") != std::string::npos);
  }
}

}  // namespace photomap
