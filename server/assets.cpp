#include "server/assets.hpp"

#include "server/hash.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

namespace fs = std::filesystem;
using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 2> kCodings{{{".br", "br"}, {".gz", "gzip"}}};  // the smaller one first

constexpr std::array<Pair, 16> kTypes{{{".html", "text/html; charset=utf-8"},
                                       {".js", "text/javascript; charset=utf-8"},
                                       {".mjs", "text/javascript; charset=utf-8"},
                                       {".css", "text/css; charset=utf-8"},
                                       {".txt", "text/plain; charset=utf-8"},
                                       {".json", "application/json"},
                                       {".map", "application/json"},
                                       {".geojson", "application/geo+json"},
                                       {".webmanifest", "application/manifest+json"},
                                       {".svg", "image/svg+xml"},
                                       {".png", "image/png"},
                                       {".jpg", "image/jpeg"},
                                       {".webp", "image/webp"},
                                       {".ico", "image/x-icon"},
                                       {".woff2", "font/woff2"},
                                       {".pbf", "application/x-protobuf"}}};

std::string content_type(const fs::path& file) {
  const std::string extension = file.extension().string();
  for (const auto& [known, type] : kTypes) {
    if (known == extension) return std::string(type);
  }
  return "application/octet-stream";
}

Asset::Representation load_representation(const fs::path& file, std::string_view coding) {
  std::string body(fs::file_size(file), '\0');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(body.data(), static_cast<std::streamsize>(body.size())))
    throw std::runtime_error(fmt::format("{}: cannot be read", file.string()));
  std::string etag =
      fmt::format("\"{:016x}{}\"", hash({body}), coding.empty() ? "" : fmt::format("-{}", coding));
  return {.coding = std::string(coding), .body = std::move(body), .etag = std::move(etag)};
}

Asset load_asset(const fs::path& file, std::string_view url_path) {
  Asset asset{.content_type = content_type(file),
              .is_hashed = url_path.starts_with("/assets/"),
              .representations = {}};
  asset.representations.push_back(load_representation(file, ""));
  for (const auto& [suffix, coding] : kCodings) {
    const fs::path sibling = fs::path(file).concat(suffix);
    if (fs::is_regular_file(sibling)) asset.representations.push_back(load_representation(sibling, coding));
  }
  return asset;
}

std::set<std::string> names_of_files(const fs::path& directory) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(directory).generic_string());
  }
  return names;
}

/// app.js.br beside app.js
bool is_sibling(std::string_view name, const std::set<std::string>& names) {
  return std::any_of(kCodings.begin(), kCodings.end(), [&](const Pair& coding) {
    const std::string_view suffix = coding.first;
    return name.ends_with(suffix) && names.contains(std::string(name.substr(0, name.size() - suffix.size())));
  });
}

}  // namespace

Assets::Assets(const fs::path& directory) {
  if (!fs::is_regular_file(directory / "index.html")) {
    throw std::runtime_error(
        fmt::format("{}: no page here (index.html is missing); run \"scripts/build\" or name "
                    "another directory with --web",
                    directory.string()));
  }
  const std::set<std::string> names = names_of_files(directory);
  for (const std::string& name : names) {
    if (!is_sibling(name, names)) files_.try_emplace("/" + name).first->second.path = directory / name;
  }
  loading_ = std::jthread([this](const std::stop_token& stop) { load_all(stop); });
}

void Assets::load_all(const std::stop_token& stop) const {
  // On Linux each thread has a policy of its own; one that has work need not wait for such a thread.
  const sched_param none{};
  sched_setscheduler(0, SCHED_IDLE, &none);
  for (const auto& [url_path, file] : files_) {
    if (stop.stop_requested()) return;
    try {
      load(url_path, file);
    } catch (const std::runtime_error&) {
      // Told to who asks for it.
    }
  }
}

const Asset& Assets::load(const std::string& url_path, const File& file) const {
  std::call_once(file.is_loaded, [&] { file.asset = load_asset(file.path, url_path); });
  return file.asset;
}

const Asset* Assets::find(std::string_view path) const {
  const auto found = files_.find(path == "/" ? std::string_view("/index.html") : path);
  return found == files_.end() ? nullptr : &load(found->first, found->second);
}

}  // namespace photomap
