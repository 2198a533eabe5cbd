// The whole server on a free loopback port, over a real database and a small page.
#pragma once

#include "server/app.hpp"
#include "server/http/http.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace photomap {

/// A directory of its own, removed at the end.
class TempDirectory {
 public:
  TempDirectory();
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;
  ~TempDirectory();

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

/// "web" with index.html, embed.html, assets/app-1.js with .br and .gz, assets/only-gz.css with .gz,
/// logo.svg.
void write_page(const TempDirectory& directory);

/// "photos.db" as fill_store makes it.
void write_database(const TempDirectory& directory, const std::string& name = "photos.db", int more = 25);

/// The sources of test_gazetteer (tests/geo/test_sources.hpp) as a file; the same for every call.
std::filesystem::path test_gazetteer_file();

/// An HttpServer that runs in a thread until it goes out of scope.
class RunningServer {
 public:
  explicit RunningServer(HttpHandlers handlers, int threads = 4);
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;
  ~RunningServer();

  int port() const { return server_.port(); }
  void stop();

 private:
  HttpServer server_;
  std::thread thread_;
};

class TestServer {
 public:
  /// Searches for places in the file, the gazetteer of the tests where none is named; `basemap` is an MBTiles
  /// file.
  explicit TestServer(const std::filesystem::path& gazetteer = test_gazetteer_file(),
                      const std::filesystem::path& basemap = {});

  int port() const { return server_.port(); }
  const TempDirectory& directory() const { return directory_; }

 private:
  TempDirectory directory_;
  App app_;
  RunningServer server_;
};

}  // namespace photomap
