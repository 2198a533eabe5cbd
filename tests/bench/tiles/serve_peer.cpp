// photomap_bench_peer --spatialite FILE | --postgis WHERE: serves photos from there under photomap's own
// paths and by photomap's own HTTP server, so that what is compared is what stands behind it. Prints its
// address; ends on SIGTERM.
#include "server/errors.hpp"
#include "server/http/http.hpp"
#include "server/request.hpp"
#include "tests/bench/tiles/sql_peers.hpp"

#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using OpenPeer = std::function<std::unique_ptr<SqlPeer>()>;

HttpResponse problem(int status, std::string_view detail) {
  return {.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::string(detail)};
}

// "/tiles/3/5/2.mvt", "/collections/photos/items?bbox=66,39,67,40&limit=1000".
HttpResponse answer(SqlPeer& peer, const HttpRequest& request) {
  if (const auto box = Parameters(request).find("bbox"))
    return {.status = 200,
            .headers = {{"Content-Type", "application/geo+json"}},
            .body = peer.photos_within(parse_bbox(*box))};
  const auto parts = split(request.path, '/');
  if (parts.size() != 5) return problem(404, "there are /tiles/{z}/{x}/{y} and items?bbox=");
  const TileId tile = parse_tile(parts[2], parts[3], split(parts[4], '.')[0]);
  return {.status = 200, .headers = {{"Content-Type", "application/octet-stream"}}, .body = peer.tile(tile)};
}

void run(const OpenPeer& open_peer) {
  const auto answer_in_thread = [&open_peer](const HttpRequest& request) {
    try {
      thread_local const std::unique_ptr<SqlPeer> peer = open_peer();
      return answer(*peer, request);
    } catch (const std::exception& error) {
      return problem(500, error.what());
    }
  };
  HttpServer server({.answer = answer_in_thread, .refuse = problem}, {});
  std::cout << server.url() << std::endl;
  server.run();
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    if (arguments.size() == 2 && arguments[0] == "--spatialite") {
      photomap::run([&] { return photomap::open_spatialite_peer(arguments[1]); });
    } else if (arguments.size() == 2 && arguments[0] == "--postgis") {
      photomap::run([&] { return photomap::open_postgis_peer(arguments[1]); });
    } else {
      std::cerr << "photomap_bench_peer --spatialite FILE | --postgis WHERE\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << "photomap_bench_peer: " << error.what() << '\n';
    return 1;
  }
}
