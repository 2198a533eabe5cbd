#include "server/assets.hpp"

#include "server/hash.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
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

/// app.js.br beside app.js
bool is_sibling(const fs::path& file) {
  for (const auto& [suffix, coding] : kCodings) {
    if (file.extension() == suffix && fs::is_regular_file(fs::path(file).replace_extension())) return true;
  }
  return false;
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

std::map<std::string, Asset, std::less<>> load_assets(const fs::path& directory) {
  // On Linux each thread has a policy of its own; one that has work need not wait for such a thread.
  const sched_param none{};
  sched_setscheduler(0, SCHED_IDLE, &none);
  std::map<std::string, Asset, std::less<>> assets;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file() || is_sibling(entry.path())) continue;
    std::string url_path = "/" + entry.path().lexically_relative(directory).generic_string();
    Asset asset = load_asset(entry.path(), url_path);
    assets.emplace(std::move(url_path), std::move(asset));
  }
  return assets;
}

}  // namespace

Assets::Assets(const fs::path& directory) {
  if (!fs::is_regular_file(directory / "index.html")) {
    throw std::runtime_error(
        fmt::format("{}: no page here (index.html is missing); run \"scripts/build\" or name "
                    "another directory with --web",
                    directory.string()));
  }
  directory_ = fs::canonical(directory);
  assets_ = std::async(std::launch::async, load_assets, directory_).share();
}

const Asset* Assets::find(std::string_view path) const {
  const std::string_view name = path == "/" ? "/index.html" : path;
  if (!is_loaded()) return find_early(name);
  const auto found = assets_.get().find(name);
  return found == assets_.get().end() ? nullptr : &found->second;
}

bool Assets::is_loaded() const {
  return assets_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

const Asset* Assets::find_early(std::string_view name) const {
  const fs::path file = directory_ / name.substr(std::min<std::size_t>(1, name.size()));
  std::error_code not_there;
  const bool is_within = fs::canonical(file, not_there) == file;  // goes up nowhere, and through no link
  if (!is_within || !fs::is_regular_file(file) || is_sibling(file)) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto found = early_.find(name);
  if (found != early_.end()) return &found->second;
  return &early_.emplace(std::string(name), load_asset(file, name)).first->second;
}

}  // namespace photomap
