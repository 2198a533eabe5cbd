#include "server/conditional.hpp"

#include "server/compression.hpp"
#include "tests/server/decompress.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace photomap {

namespace {

const std::string kLong = [] {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "{\"position\":" + std::to_string(i) + "}";
  return text;
}();

HttpRequest request_with(const HeaderList& headers) {
  return {.method = "GET", .path = "/", .query = {}, .headers = headers};
}

std::string header(const HttpResponse& response, std::string_view name) {
  return HttpRequest{.method = {}, .path = {}, .query = {}, .headers = response.headers}.header(name);
}

std::string decoded(const HttpResponse& response) {
  return decoded_body({.status = response.status,
                       .headers = {{"content-encoding", header(response, "Content-Encoding")}},
                       .body = std::string(response.body.view())});
}

}  // namespace

TEST_CASE("what is compressed comes back as it was") {
  std::string random;
  for (unsigned i = 0, x = 1; i < 100'000; ++i)
    random += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  for (const std::string& text :
       {std::string(), std::string("a"), kLong, random, std::string(5'000'000, 'x')}) {
    CAPTURE(text.size());
    CHECK((gunzip(compress(text, "gzip")) == text));
    CHECK((unbrotli(compress(text, "br")) == text));
  }
}

TEST_CASE("a body is made once, and compressed once for each coding") {
  BodyCache cache(1'000'000);
  int made = 0;
  const auto get = [&](const std::string& accepted) {
    return answer_cached(cache, request_with({{"Accept-Encoding", accepted}}), "t1", {{"X", "y"}}, [&] {
      ++made;
      return kLong;
    });
  };
  const std::vector<std::tuple<std::string, std::string, std::string>> table{{"", "", "\"t1\""},
                                                                             {"gzip", "gzip", "\"t1-gzip\""},
                                                                             {"gzip, br", "br", "\"t1-br\""},
                                                                             {"identity", "", "\"t1\""}};
  for (const auto& [accepted, coding, etag] : table) {
    CAPTURE(accepted);
    const HttpResponse response = get(accepted);
    CHECK(response.status == 200);
    CHECK(header(response, "Content-Encoding") == coding);
    CHECK(header(response, "ETag") == etag);
    CHECK(header(response, "Vary") == "Accept-Encoding");
    CHECK(header(response, "X") == "y");
    CHECK((decoded(response) == kLong));
    CHECK(get(accepted).body.view().data() == response.body.view().data());
  }
  CHECK(made == 1);
  CHECK(cache.bytes() > kLong.size() + get("gzip").body.size() + get("br").body.size());
}

TEST_CASE("the client that has an answer in a coding it takes is told so") {
  BodyCache cache(1'000'000);
  const auto get = [&](const std::string& accepted, const std::string& known) {
    return answer_cached(cache, request_with({{"accept-encoding", accepted}, {"if-none-match", known}}), "t1",
                         {}, [&] { return kLong; });
  };
  const std::vector<std::tuple<std::string, std::string, std::string>> known{
      {"", "\"t1\"", "\"t1\""},
      {"", "W/\"t1\"", "\"t1\""},
      {"gzip", "\"t1-gzip\"", "\"t1-gzip\""},
      {"gzip", "W/\"t1-gzip\"", "\"t1-gzip\""},
      {"gzip", "\"a\", \"t1\"", "\"t1\""},
      {"br, gzip", "\"a\",, W/\"t1-br\"", "\"t1-br\""},
      {"br, gzip", "\"t1-gzip\"", "\"t1-gzip\""},
      {"br", "*", "\"t1-br\""},
  };
  for (const auto& [accepted, tags, etag] : known) {
    CAPTURE(accepted, tags);
    const HttpResponse response = get(accepted, tags);
    CHECK(response.status == 304);
    CHECK(response.body.size() == 0);
    CHECK(header(response, "ETag") == etag);
    CHECK(header(response, "Vary") == "Accept-Encoding");
    CHECK(header(response, "Content-Encoding").empty());
  }
  CHECK(cache.bytes() == 0);
  // A coding that it does not take now is not what it would get (RFC 9110, 13.1.2: the selected
  // representation).
  const std::vector<std::pair<std::string, std::string>> unknown{
      {"", "\"t1-gzip\""}, {"gzip", "\"t1-br\""}, {"gzip", "\"t2-gzip\""}, {"gzip", "t1"}, {"", "\"\""}};
  for (const auto& [accepted, tags] : unknown) {
    CAPTURE(accepted, tags);
    CHECK(get(accepted, tags).status == 200);
  }
}

TEST_CASE("a small body is sent as it is") {
  BodyCache cache(1'000'000);
  const std::string small(kLeastCompressed - 1, 'x');
  const HttpRequest request = request_with({{"Accept-Encoding", "gzip"}});
  for (const HttpResponse& response : {answer_cached(cache, request, "t", {}, [&] { return small; }),
                                       answer_if_changed(request, "\"t\"", {}, [&] { return small; })}) {
    CHECK(response.body.view() == small);
    CHECK(header(response, "ETag") == "\"t\"");
    CHECK(header(response, "Vary") == "Accept-Encoding");
  }
  const HttpRequest again = request_with({{"Accept-Encoding", "gzip"}, {"If-None-Match", "\"t\""}});
  CHECK(answer_cached(cache, again, "t", {}, [&] { return small; }).status == 304);
}

TEST_CASE("an answer that is not kept is compressed as well, its tag weak or strong") {
  for (const std::string weak : {"", "W/"}) {
    const auto get = [&](const HeaderList& headers) {
      return answer_if_changed(request_with(headers), weak + "\"t\"", {{"Vary", "Accept-Language"}},
                               [] { return kLong; });
    };
    const HttpResponse response = get({{"Accept-Encoding", "gzip"}});
    CHECK(header(response, "Content-Encoding") == "gzip");
    CHECK(header(response, "ETag") == weak + "\"t-gzip\"");
    CHECK(header(response, "Vary") == "Accept-Language, Accept-Encoding");
    CHECK((decoded(response) == kLong));
    CHECK(get({{"Accept-Encoding", "gzip"}, {"If-None-Match", header(response, "ETag")}}).status == 304);
    CHECK((get({}).body.view() == kLong));
  }
}

TEST_CASE("a body that can't be made leaves nothing behind") {
  BodyCache cache(1'000'000);
  const HttpRequest request = request_with({{"Accept-Encoding", "gzip"}});
  const auto fail = []() -> std::string { throw std::runtime_error("no body"); };
  CHECK_THROWS(answer_cached(cache, request, "t", {}, fail));
  CHECK(cache.bytes() == 0);
  CHECK(answer_cached(cache, request, "t", {}, [] { return kLong; }).status == 200);
}

}  // namespace photomap
