#include "server/pages.hpp"

#include "server/conditional.hpp"
#include "server/encoding.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace photomap {

TEST_CASE("the coding that the client likes best is chosen") {
  constexpr std::array<std::string_view, 2> available{"br", "gzip"};
  const std::vector<std::pair<std::string, std::string>> table{
      {"", ""},
      {"gzip", "gzip"},
      {"br", "br"},
      {"gzip, deflate, br", "br"},
      {"GZIP;Q=1.0, br;q=0.5", "gzip"},
      {"br;q=0, gzip;q=0.1", "gzip"},
      {"br;q=0,gzip;q=0", ""},
      {"*", "br"},
      {"*;q=0", ""},
      {"br;q=0, *", "gzip"},
      {"identity", ""},
      {"identity;q=0.5, gzip;q=0.4", ""},
      {"identity;q=0.5, gzip;q=0.5", "gzip"},
      {"deflate", ""},
      {"br;q=2", ""},
      {"br;q=x", ""},
      {" gzip ; q=0.3 ,br ; q = 0.2", "gzip"},
      {",,;;=,", ""},
  };
  for (const auto& [accepted, coding] : table) {
    CAPTURE(accepted);
    CHECK(choose_encoding(accepted, available) == coding);
  }
}

TEST_CASE("a file of the page comes in the coding asked for") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> table{
      {"/assets/app-1.js", "br, gzip", "br", "brotli bytes"},
      {"/assets/app-1.js", "gzip", "gzip", "gzip bytes"},
      {"/assets/app-1.js", "identity", "", "console.log('plain')"},
      {"/assets/only-gz.css", "br, gzip", "gzip", "gzip bytes"},
      {"/assets/only-gz.css", "br", "", "a { color: red }"},
  };
  for (const auto& [path, accepted, coding, body] : table) {
    CAPTURE(path, accepted);
    const TestResponse response = client.get(path, "Accept-Encoding: " + accepted + "\r\n");
    CHECK(response.header("content-encoding") == coding);
    CHECK(response.body == body);
    CHECK(response.header("vary") == "Accept-Encoding");
    CHECK(response.header("content-type").ends_with("; charset=utf-8"));
    CHECK(response.header("cache-control") == "public, max-age=31536000, immutable");
    const TestResponse again = client.get(
        path, "Accept-Encoding: " + accepted + "\r\nIf-None-Match: " + response.header("etag") + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.header("vary") == "Accept-Encoding");
  }
  const auto etag = [&](const std::string& accepted) {
    return client.get("/assets/app-1.js", "Accept-Encoding: " + accepted + "\r\n").header("etag");
  };
  CHECK(etag("br") != etag("gzip"));
  CHECK(etag("br") != etag("identity"));
}

TEST_CASE("the page is asked for anew each time, may have any parameters and loads nothing from elsewhere") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* target : {"/", "/index.html", "/?zoom=5&essay=x"}) {
    const TestResponse response = client.get(target);
    CHECK(response.status == 200);
    CHECK(response.body.starts_with("<!doctype html><head><title>photomap</title>"));
    CHECK(response.body.ends_with("</head>"));
    CHECK(response.header("cache-control") == kAskEachTime);
    CHECK(response.header("vary") ==
          (std::string_view(target) == "/index.html" ? "" : "Accept, Accept-Encoding"));
    CHECK(response.header("content-security-policy")
              .starts_with("default-src 'self'; img-src 'self' data: https://tile.openstreetmap.org;"));
    CHECK(response.header("referrer-policy") == "strict-origin-when-cross-origin");
    CHECK(client.get(target, "If-None-Match: " + response.header("etag") + "\r\n").status == 304);
  }
}

TEST_CASE("the page's files are found from the start, and nothing else is") {
  const TempDirectory directory;
  directory.write("secret.txt", "secret");
  directory.write("web/page.html", "page");
  directory.write("web/assets/app.js", "script");
  directory.write("web/assets/app.js.br", "smaller");
  directory.write("web/assets/alone.gz", "no sibling");
  for (int i = 0; i < 2000; ++i) directory.write(fmt::format("web/assets/tiles/{}.json", i), "{}");
  std::filesystem::create_symlink("page.html", directory.path() / "web/index.html");
  std::filesystem::create_directory_symlink(directory.path(), directory.path() / "web/assets/out");
  const Assets assets(directory.path() / "web");
  REQUIRE(assets.find("/"));
  CHECK(assets.find("/")->representations[0].body.view() == "page");
  CHECK(assets.find("/assets/alone.gz"));
  const Asset* script = assets.find("/assets/app.js");
  REQUIRE(script);
  CHECK(script->is_hashed);
  REQUIRE(script->representations.size() == 2);
  CHECK(script->representations[1].coding == "br");
  const std::string absolute = "/" + (directory.path() / "secret.txt").string();
  for (const std::string& path :
       {absolute, std::string(), std::string("index.html"), std::string("//index.html"),
        std::string("/assets"), std::string("/assets/"), std::string("/assets//app.js"),
        std::string("/assets/app.js.br"), std::string("/none"), std::string("/../secret.txt"),
        std::string("/assets/../index.html"), std::string("/./index.html"),
        std::string("/assets/out/secret.txt")}) {
    CAPTURE(path);
    CHECK_FALSE(assets.find(path));
  }
}

TEST_CASE("a missing page is told with the next step") {
  const TempDirectory directory;
  CHECK_THROWS_WITH(Assets(directory.path() / "web"),
                    Catch::Contains("/web: no page here") && Catch::Contains("scripts/build"));
}

}  // namespace photomap
