#include "tests/server/test_server.hpp"

#include "geo/gazetteer.hpp"
#include "server/routes.hpp"
#include "tests/geo/test_sources.hpp"
#include "tests/server/test_store.hpp"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

/// Page and database are there once this is done, for the App that reads them.
std::filesystem::path with_content(const TempDirectory& directory) {
  write_page(directory);
  write_database(directory);
  return directory.path();
}

}  // namespace

TempDirectory::TempDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "photomap-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = name;
}

TempDirectory::~TempDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void TempDirectory::write(const std::string& name, std::string_view content) const {
  std::filesystem::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << content;
}

void write_page(const TempDirectory& directory) {
  directory.write("web/index.html", "<!doctype html><head><title>photomap</title></head>");
  directory.write("web/embed.html", "<!doctype html><head><title>embedded</title></head>");
  directory.write("web/assets/app-1.js", "console.log('plain')");
  directory.write("web/assets/app-1.js.br", "brotli bytes");
  directory.write("web/assets/app-1.js.gz", "gzip bytes");
  directory.write("web/assets/only-gz.css", "a { color: red }");
  directory.write("web/assets/only-gz.css.gz", "gzip bytes");
  directory.write("web/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  directory.write("secret.txt", "outside of the page");
}

void write_database(const TempDirectory& directory, const std::string& name, int more) {
  PhotoStore store = PhotoStore::open_read_write(directory.path() / name);
  fill_store(store, more);
}

std::filesystem::path test_gazetteer_file() {
  static const TempDirectory directory;
  const std::filesystem::path file = directory.path() / "gazetteer.bin";
  if (!std::filesystem::exists(file)) {
    build_gazetteer({.places = project_file("data/places.csv"),
                     .cities = project_file("tests/data/cities.txt"),
                     .countries = project_file("tests/data/countries")},
                    file);
  }
  return file;
}

RunningServer::RunningServer(HttpHandlers handlers, int threads)
    : server_(std::move(handlers), {.bind = "127.0.0.1", .port = 0, .threads = threads}),
      thread_([this] { server_.run(); }) {}

RunningServer::~RunningServer() {
  stop();
}

void RunningServer::stop() {
  server_.stop();
  if (thread_.joinable()) thread_.join();
}

TestServer::TestServer(const std::filesystem::path& gazetteer, const std::filesystem::path& basemap)
    : app_(with_content(directory_) / "photos.db", directory_.path() / "web", gazetteer, {}, {}, basemap),
      server_(handlers_for(app_)) {}

}  // namespace photomap
