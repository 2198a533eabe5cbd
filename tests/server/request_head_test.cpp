#include "server/http/request_head.hpp"

#include "server/http/client_connection.hpp"
#include "server/http/target.hpp"

#include <catch2/catch.hpp>

namespace photomap {

namespace {

int status_of(const std::string& head) {
  const auto checked = check_head(head);
  const auto* refusal = std::get_if<Refusal>(&checked);
  return refusal ? refusal->status : 200;
}

const std::string kHost = "Host: a\r\n";

}  // namespace

TEST_CASE("a request head ends with its first empty line, whatever ends the lines") {
  CHECK(find_head_end("") == 0);
  CHECK(find_head_end("GET / HTTP/1.1\r\n") == 0);
  CHECK(find_head_end("a\r\n\r\nb") == 5);
  CHECK(find_head_end("a\n\nb") == 3);
  CHECK(find_head_end("a\r\nb: c\r\n\r") == 0);
}

TEST_CASE("a head that is not to the letter is refused") {
  const std::vector<std::pair<std::string, int>> table{
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200},
      {"GET / HTTP/1.0\r\n\r\n", 200},
      {"GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n", 200},
      {"GET / HTTP/1.1\r\nHost: [::1]:80\r\nX: \t \r\n\r\n", 200},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: a\n\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
      {"GET /\r\nHost: a\r\n\r\n", 400},
      {"\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 505},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"GET / FTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /\xC3\xA4 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a/%0d%0a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400},
      {std::string("GET / HTTP/1.1\r\nHost: a\r\nX: ") + '\0' + "\r\n\r\n", 400},
      {"GET /" + std::string(8'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {"GET /" + std::string(20'000, 'a'), 414},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(8'000, 'a') + "\r\n\r\n", 431},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'a'), 431},
  };
  for (const auto& [head, status] : table) {
    CAPTURE(head.substr(0, 80));
    CHECK(status_of(head) == status);
  }
}

TEST_CASE("who asks for too much in one line is told how to ask for it") {
  const auto refused = check_head("GET /?ids=" + std::string(8'000, '1') + " HTTP/1.1\r\nHost: a\r\n\r\n");
  REQUIRE(std::holds_alternative<Refusal>(refused));
  CHECK(std::get<Refusal>(refused).detail ==
        "the request line is longer than 8000 bytes; shorten the filter, or ask for parts of it, such as "
        "fewer ids at a "
        "time, one after the other");
}

TEST_CASE("a hundred header fields are taken, one more is not") {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 1; i < 100; ++i) head += "X: y\r\n";
  CHECK(status_of(head + "\r\n") == 200);
  CHECK(status_of(head + "X: y\r\n\r\n") == 431);
}

TEST_CASE("what cpp-httplib must not act upon is kept from it") {
  const auto checked = check_head(
      "GET / HTTP/1.1\r\nHost: a\r\nrange: bytes=0-1\r\nACCEPT-ENCODING: br\r\nExpect: 100-continue\r\n"
      "Connection: keep-alive\r\nAccept-Encoding: gzip\r\nX: y\r\n\r\n");
  const auto& head = std::get<CheckedHead>(checked);
  CHECK(head.text == "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n");
  CHECK(head.accept_encoding == "br,gzip");
  CHECK_FALSE(head.close);
}

TEST_CASE("the connection ends with a request that has a body or wants it so") {
  for (const char* field :
       {"Content-Length: 5", "Content-Length: 0, 5", "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity", "Connection: close", "connection: Upgrade, Close"}) {
    CAPTURE(field);
    const auto checked = check_head("GET / HTTP/1.1\r\n" + kHost + field + "\r\n\r\n");
    CHECK(std::get<CheckedHead>(checked).close);
  }
  const auto empty = check_head("GET / HTTP/1.1\r\n" + kHost + "Content-Length: 0\r\n\r\n");
  CHECK_FALSE(std::get<CheckedHead>(empty).close);
}

TEST_CASE("a target is decoded once, path and parameters apart") {
  const auto target = parse_target("/a%20b%2Fc%25?x=1%2C2&y&&z=+a%2Bb&=v");
  REQUIRE(target);
  CHECK(target->path == "/a b/c%");
  REQUIRE(target->query.size() == 4);
  CHECK(target->query[0].value == "1,2");
  CHECK(target->query[1].name == "y");
  CHECK(target->query[1].value.empty());
  CHECK(target->query[2].value == " a+b");
  CHECK(target->query[3].name.empty());
  CHECK(parse_target("http://host:1/a?b=c")->path == "/a");
  CHECK(parse_target("*")->path == "*");
  for (const char* bad :
       {"a", "", "/%", "/%4", "/%zz", "/%00", "/?a=%1b", "/%7f", "http://host", "ftp://host/"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_target(bad));
  }
  CHECK(percent_encode("a b/ü,:%") == "a%20b/%C3%BC,:%25");
}

}  // namespace photomap
