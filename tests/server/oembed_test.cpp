#include "server/oembed.hpp"

#include "geo/json.hpp"
#include "server/http/target.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace photomap {

namespace {

const std::string kBase = "http://map.test:8080";  // as the client names the server

std::string oembed(const std::string& url, const std::string& more = "") {
  return "/oembed?url=" + percent_encode(url) + more;
}

}  // namespace

TEST_CASE("oEmbed gives the frame that shows a state of the map, or a photo") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, std::string>> table{
      {"/", "/embed"},
      {"", "/embed"},
      {"?z=5", "/embed?z=5"},
      {"/?z=5&lon=66.9&lat=39.6&essays=a,b#map", "/embed?z=5&amp;lon=66.9&amp;lat=39.6&amp;essays=a,b"},
      {"/embed?photo=1", "/embed?photo=1"},
      {"/collections/photos/items/1", "/embed?photo=1"},
      {"/collections/photos/items/1?f=html", "/embed?photo=1"},
      {"/?x=\"><script>", "/embed?x=%22%3E%3Cscript%3E"},
  };
  for (const auto& [page, frame] : table) {
    CAPTURE(page);
    const TestResponse response = client.get(oembed(kBase + page));
    REQUIRE(response.status == 200);
    CHECK(response.header("content-type") == "application/json");
    const Json json = Json::parse(response.body);
    CHECK(json["version"] == "1.0");
    CHECK(json["type"] == "rich");
    CHECK(json["provider_url"] == kBase + "/");
    CHECK(json["width"] == 800);
    CHECK(json["height"] == 500);
    const std::string html = json["html"];
    CHECK(html.starts_with("<iframe src=\"" + kBase + frame + "\" title=\""));
    CHECK(html.ends_with("</iframe>"));
    CHECK(html.find("<script") == std::string::npos);
  }
}

TEST_CASE("the frame is titled with the photo's caption and no larger than asked for") {
  const TestServer server;
  TestClient client(server.port());
  const Json photo = Json::parse(client.get("/collections/photos/items/1").body)["properties"];
  const Json json = Json::parse(
      client.get(oembed(kBase + "/?photo=1", "&maxwidth=300&maxheight=9999&format=json&dnt=1")).body);
  CHECK(json["title"] == photo["caption"]);
  CHECK(json["author_name"] == photo["credit"]);
  CHECK(json["width"] == 300);
  CHECK(json["height"] == 500);
  CHECK(json["html"].get<std::string>().find("width=\"300\" height=\"500\"") != std::string::npos);
}

TEST_CASE("oEmbed knows no pages of others, no other format and no odd sizes") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::tuple<std::string, int, std::string>> table{
      {"/oembed", 400, "url is missing"},
      {oembed("https://elsewhere.example/"), 404, "no page of this server; give the address of the map"},
      {oembed(kBase + ".evil.example/"), 404, "no page of this server"},
      {oembed(kBase + "@evil.example/"), 404, "no page of this server"},
      {oembed("/?z=5"), 404, "no page of this server"},
      {oembed(kBase + "/collections"), 404, "no page of this server"},
      {oembed(kBase + "/collections/photos/items/999999"), 404, "no page of this server"},
      {oembed(kBase + "/collections/photos/items/x"), 404, "no page of this server"},
      {oembed(kBase + "/%zz"), 404, "no page of this server"},
      {oembed(kBase + "/", "&format=xml"), 501, "format=xml: only json"},
      {oembed(kBase + "/", "&maxwidth=0"), 400, "maxwidth=0: give a number of pixels"},
      {oembed(kBase + "/", "&maxheight=x"), 400, "maxheight=x"},
  };
  for (const auto& [target, status, detail] : table) {
    CAPTURE(target);
    const TestResponse response = client.get(target);
    CHECK(response.status == status);
    CHECK(Json::parse(response.body)["detail"].get<std::string>().find(detail) != std::string::npos);
  }
}

TEST_CASE("the page of a photo and the map say where oEmbed finds them") {
  const TestServer server;
  TestClient client(server.port());
  for (const std::string path : {"/collections/photos/items/1?f=html", "/?photo=1"}) {
    CAPTURE(path);
    const std::string body = client.get(path).body;
    const std::string begin = "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"" + kBase;
    const auto at = body.find(begin);
    REQUIRE(at != std::string::npos);
    const auto from = at + begin.size();
    std::string target = body.substr(from, body.find('"', from) - from);
    target.replace(target.find("&amp;"), 5, "&");
    const TestResponse response = client.get(target);
    CHECK(response.status == 200);
    CHECK(response.body.find("/embed?photo=1") != std::string::npos);
  }
}

TEST_CASE("only the embedded form of the page may be framed") {
  const TestServer server;
  TestClient client(server.port());
  const TestResponse embed = client.get("/embed?z=5");
  CHECK(embed.status == 200);
  CHECK(embed.header("content-security-policy").find("frame-ancestors *;") != std::string::npos);
  CHECK(embed.header("x-frame-options").empty());
  CHECK(embed.header("content-type") == "text/html; charset=utf-8");
  for (const char* target : {"/", "/index.html", "/embed.html", "/api?f=html", "/collections?f=html",
                             "/collections/photos/items?f=html", "/collections/photos/items/1?f=html"}) {
    CAPTURE(target);
    const TestResponse response = client.get(target);
    CHECK(response.status == 200);
    CHECK(response.header("content-security-policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(response.header("x-frame-options") == "DENY");
  }
}

}  // namespace photomap
