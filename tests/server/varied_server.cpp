#include "tests/server/varied_server.hpp"

#include "server/routes.hpp"
#include "tests/geo/test_points.hpp"

#include <catch2/catch.hpp>

namespace photomap {

namespace {

std::filesystem::path with_photos(const TempDirectory& directory, int photos, int without) {
  write_page(directory);
  const auto file = directory.path() / "photos.db";
  PhotoStore store = PhotoStore::open_read_write(file);
  fill_with_points(store, photos);
  StoreTransaction transaction(store);
  const std::int64_t essay = transaction.put_essay("Nowhere", "Who knows?");
  for (int number = 1; number <= without; ++number) {
    PhotoRecord record;
    record.caption = number < 3 ? "Somewhere" : "Elsewhere " + std::to_string(number);
    transaction.put_photo(essay, number, number, record, {});
  }
  transaction.commit();
  return file;
}

}  // namespace

VariedServer::VariedServer(int photos, int without)
    : app_(with_photos(directory_, photos, without), directory_.path() / "web", test_gazetteer_file()),
      server_(handlers_for(app_)),
      client_(server_.port()) {}

Json VariedServer::get(const std::string& target) {
  const TestResponse response = client_.get(target);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  return Json::parse(response.body);
}

std::string VariedServer::link(const Json& document, const std::string& rel) {
  const std::string base = "http://map.test:8080";
  for (const Json& link : document["links"]) {
    if (link["rel"] != rel) continue;
    CHECK(link["type"] == "application/geo+json");
    const std::string href = link["href"];
    REQUIRE(href.starts_with(base));
    return href.substr(base.size());
  }
  return "";
}

std::vector<Json> VariedServer::ids(const std::string& target) {
  std::vector<Json> found;
  for (std::string next = target; !next.empty();) {
    const Json page = get(next);
    for (const Json& feature : page["features"]) found.push_back(feature["id"]);
    next = link(page, "next");
  }
  return found;
}

}  // namespace photomap
