#include "server/http/http.hpp"

#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <vector>

namespace photomap {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// Says what it was asked; "/STATUS" is answered with that status and no body, "/big" with 8 MB.
HttpResponse echo(const HttpRequest& request) {
  if (request.path == "/204" || request.path == "/304")
    return {.status = std::stoi(request.path.substr(1)), .headers = {}, .body = {}};
  if (request.path == "/big")
    return {.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = std::string(8'000'000, 'x')};
  std::string body = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) body.append(" ").append(name).append("=").append(value);
  body += " accept-encoding:" + request.header("accept-ENCODING") + std::string(2000, '.');
  return {.status = 200,
          .headers = {{"Content-Type", "application/json"}, {"X-Injected", "a\r\nb"}},
          .body = body};
}

HttpHandlers echo_handlers() {
  return {.answer = echo, .refuse = [](int status, std::string_view detail) {
            return HttpResponse{.status = status, .headers = {}, .body = std::string(detail)};
          }};
}

milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

}  // namespace

TEST_CASE("many requests are answered on one connection") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  std::vector<double> micros;
  for (int i = 0; i < 200; ++i) {
    const auto start = Clock::now();
    const TestResponse response = client.get("/a%20b?n=" + std::to_string(i));
    micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    REQUIRE(response.status == 200);
    REQUIRE(response.body.starts_with("GET /a b n=" + std::to_string(i) + " "));
    REQUIRE(response.header("connection") != "close");
  }
  std::nth_element(micros.begin(), micros.begin() + 100, micros.end());
  std::cout << "median of a keep-alive answer: " << micros[100] << " us\n";
  CHECK(micros[100] < 20'000);  // 44 ms with Nagle's delay
}

TEST_CASE("requests sent at once are answered in order") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(requests);
  for (int i = 0; i < 20; ++i) CHECK(client.receive().body.starts_with("GET /" + std::to_string(i) + " "));
}

TEST_CASE("a request may come byte by byte") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  for (const char c : std::string_view("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")) client.send({&c, 1});
  CHECK(client.receive().body.starts_with("GET /slow"));
}

TEST_CASE("HEAD tells the length of what GET sends, and sends nothing") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  const std::string length = client.get("/x").header("content-length");
  const TestResponse head = client.request("HEAD", "/x");
  CHECK(std::stoi(head.header("content-length")) == std::stoi(length) + 1);  // the echo says HEAD for GET
  CHECK(head.header("content-type") == "application/json");
  CHECK(client.get("/still-in-step").body.starts_with("GET /still-in-step"));
}

TEST_CASE("204 and 304 have no body and tell no length") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  for (const int status : {204, 304}) {
    const TestResponse response = client.get("/" + std::to_string(status));
    CHECK(response.status == status);
    CHECK(response.header("content-length").empty());
  }
  CHECK(client.get("/still-in-step").status == 200);
}

TEST_CASE("headers of every answer stand in each once") {
  HttpHandlers handlers = echo_handlers();
  handlers.headers = {{"X-Always", "yes"}, {"Accept-Ranges", "none"}};
  const RunningServer server(handlers);
  for (const std::string_view line :
       {"GET / HTTP/1.1", "HEAD / HTTP/1.1", "GET /204 HTTP/1.1", "GET /304 HTTP/1.1", "GET / HTTP/1.0",
        "GET /%zz HTTP/1.1", "no request"}) {
    CAPTURE(line);
    TestClient client(server.port());
    client.send(std::string(line) + "\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string answer = client.receive_until_closed();
    const std::string head = answer.substr(0, answer.find("\r\n\r\n") + 2);
    for (const std::string_view header : {"\r\nX-Always: yes\r\n", "\r\nAccept-Ranges: "}) {
      CAPTURE(header);
      const std::size_t at = head.find(header);
      REQUIRE(at != std::string::npos);
      CHECK(head.find(header, at + 1) == std::string::npos);
    }
  }
}

TEST_CASE("nothing is compressed, cut or injected on the way") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  const std::size_t size = client.get("/").body.size();
  const TestResponse response =
      client.get("/", "Accept-Encoding: gzip, br\r\nRange: bytes=0-3\r\nExpect: 100-continue\r\n");
  CHECK(response.status == 200);
  CHECK(response.header("content-encoding").empty());
  CHECK(response.header("content-range").empty());
  CHECK(response.header("x-injected").empty());
  CHECK(response.body.find("accept-encoding:gzip, br") != std::string::npos);
  CHECK(response.body.size() == size + std::string("gzip, br").size());
  for (const char* range : {"bytes=99999-", "bytes=x", "bytes=0-0,2-2,4-4", "bytes=-0"}) {
    CAPTURE(range);
    CHECK(client.get("/", "Range: " + std::string(range) + "\r\n").status == 200);
  }
}

TEST_CASE("a body is never taken for a request") {
  const RunningServer server(echo_handlers());
  for (const char* field : {"Content-Length: 33", "Transfer-Encoding: chunked", "Content-Length: -1"}) {
    CAPTURE(field);
    TestClient client(server.port());
    client.send("GET /first HTTP/1.1\r\nHost: a\r\n" + std::string(field) +
                "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    const TestResponse response = client.receive();
    CHECK(response.body.starts_with("GET /first"));
    CHECK(response.header("connection") == "close");
    CHECK(client.receive().status == 0);
  }
}

TEST_CASE("a client that goes on sending gets its answer, then the end") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + std::string(1'000'000, 'x'));
  CHECK(client.receive().status == 200);
  CHECK(client.is_closed_within(milliseconds(3000)));
}

TEST_CASE("what is no request is refused and the connection ends") {
  const RunningServer server(echo_handlers());
  const std::vector<std::pair<std::string, int>> table{{"\x16\x03\x01 TLS hello\n\n", 400},
                                                       {"GET\r\n\r\n", 400},
                                                       {"GET / HTTP/9.9\r\n\r\n", 505},
                                                       {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
                                                       {std::string(50'000, 'A'), 414}};
  for (const auto& [bytes, status] : table) {
    CAPTURE(bytes.substr(0, 20));
    TestClient client(server.port());
    client.send(bytes);
    const TestResponse response = client.receive();
    CHECK(response.status == status);
    if (status != 400) CHECK(response.header("connection") == "close");
  }
}

TEST_CASE("HTTP/1.0 gets one answer and the end") {
  const RunningServer server(echo_handlers());
  TestClient client(server.port());
  client.send("GET / HTTP/1.0\r\n\r\n");
  CHECK(client.receive().status == 200);
  CHECK(client.is_closed_within(milliseconds(3000)));
}

TEST_CASE("idle, slow and greedy clients do not keep others waiting") {
  const RunningServer server(echo_handlers(), 2);
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 300; ++i) {
    clients.push_back(std::make_unique<TestClient>(server.port()));
    if (i % 3 == 1) clients.back()->send("GET /slow HTTP/1.1\r\nHo");
    if (i < 30 && i % 3 == 2)
      clients.back()->send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");  // and reads nothing
    if (i % 3 == 0) REQUIRE(clients.back()->get("/").status == 200);
  }
  const auto start = Clock::now();
  TestClient live(server.port());
  CHECK(live.get("/live").status == 200);
  CHECK(since(start) < milliseconds(500));
  CHECK(clients[299 - 299 % 3]->get("/again").status == 200);
  CHECK(clients[2]->receive().body.size() == 8'000'000);
}

TEST_CASE("the server stops at once although clients are connected") {
  RunningServer server(echo_handlers());
  TestClient idle(server.port());
  TestClient used(server.port());
  REQUIRE(used.get("/").status == 200);
  const auto start = Clock::now();
  server.stop();
  CHECK(since(start) < milliseconds(500));
  CHECK(used.is_closed_within(milliseconds(500)));
}

TEST_CASE("a server can be stopped before it runs") {
  HttpServer server(echo_handlers(), {});
  server.stop();
  server.run();
}

TEST_CASE("an address that can't be had is named with the next step") {
  const RunningServer first(echo_handlers());
  const std::string port = std::to_string(first.port());
  CHECK_THROWS_WITH(HttpServer(echo_handlers(), {.bind = "127.0.0.1", .port = first.port()}),
                    "127.0.0.1:" + port + " is in use; choose another with --port");
  CHECK_THROWS_WITH(HttpServer(echo_handlers(), {.bind = "192.0.2.1"}),
                    "192.0.2.1:0 is no address of this machine; choose another with --bind");
  CHECK_THROWS_WITH(HttpServer(echo_handlers(), {.bind = "no.such.host.invalid"}),
                    Catch::Contains("no.such.host.invalid: no such address"));
}

TEST_CASE("the URL of an IPv6 address has brackets") {
  CHECK(host_and_port("::1", 80) == "[::1]:80");
  CHECK(HttpServer(echo_handlers(), {}).url().starts_with("http://127.0.0.1:"));
}

}  // namespace photomap
