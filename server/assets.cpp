#include "server/assets.hpp"

#include "server/hash.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
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
  assets_ = std::async(std::launch::async, load_assets, directory).share();
}

const Asset* Assets::find(std::string_view path) const {
  const auto& assets = assets_.get();
  const auto found = assets.find(path == "/" ? std::string_view("/index.html") : path);
  return found == assets.end() ? nullptr : &found->second;
}

}  // namespace photomap
