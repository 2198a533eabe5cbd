#include "server/pages.hpp"

#include "server/conditional.hpp"
#include "server/encoding.hpp"
#include "server/errors.hpp"
#include "server/hash.hpp"
#include "server/links.hpp"
#include "server/oembed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

// The page loads nothing from elsewhere, but for OpenStreetMap's tiles once its reader has chosen them.
std::string content_security_policy(std::string_view frame_ancestors) {
  return fmt::format(
      "default-src 'self'; img-src 'self' data: https://tile.openstreetmap.org; worker-src 'self'; "
      "manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors {}; form-action 'none'",
      frame_ancestors);
}

HeaderList headers_of(std::string_view content_type, std::string_view cache_control,
                      std::string_view frame_ancestors) {
  return {{"Content-Type", std::string(content_type)},
          {"Cache-Control", std::string(cache_control)},
          {"Content-Security-Policy", content_security_policy(frame_ancestors)},
          {"Referrer-Policy", "strict-origin-when-cross-origin"}};
}

constexpr std::string_view kNobody = "'none'";
constexpr std::string_view kAnybody = "*";

constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";

const Asset::Representation& choose(const Asset& asset, std::string_view accept_encoding) {
  std::vector<std::string_view> codings;
  for (const auto& representation : asset.representations) {
    if (!representation.coding.empty()) codings.push_back(representation.coding);
  }
  const std::string_view chosen = choose_encoding(accept_encoding, codings);
  return *std::find_if(asset.representations.begin(), asset.representations.end(),
                       [chosen](const auto& representation) { return representation.coding == chosen; });
}

// What the page can't know by itself: where it is, and whether there is a map besides its own.
std::string links_in_head(const App& app, const HttpRequest& request) {
  const std::string base = base_url(request);
  std::string links = oembed_link(base, base + target_with(request));
  if (app.basemap.find()) links += "<link rel=\"basemap\" href=\"/basemap.json\">\n";
  return links;
}

HttpResponse answer_page(const App& app, const HttpRequest& request, const Asset& page, HeaderList headers) {
  const Asset::Representation& plain = page.representations.front();
  const std::string links = links_in_head(app, request);
  const std::string etag =
      fmt::format("\"{:016x}\"", hash({PHOTOMAP_VERSION, plain.etag, request.path, links}));
  return answer_if_changed(request, etag, std::move(headers), [&] {
    std::string text(plain.body.view());
    const auto end = text.find("</head>");
    return end == text.npos ? text : text.insert(end, links);
  });
}

}  // namespace

HttpResponse get_page(const App& app, const HttpRequest& request) {
  const Asset& page = *app.assets.find("/");
  HeaderList headers = headers_of(page.content_type, kAskEachTime, kNobody);
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("Vary", "Accept");
  return answer_page(app, request, page, std::move(headers));
}

HttpResponse get_embed(App& app, const HttpRequest& request, const PathValues&) {
  const Asset* page = app.assets.find("/embed.html");
  if (!page) throw HttpError(404, "this server's page has no embed.html; scripts/build makes it");
  return answer_page(app, request, *page, headers_of(page->content_type, kAskEachTime, kAnybody));
}

HttpResponse get_asset(const Asset& asset, const HttpRequest& request) {
  const auto& chosen = choose(asset, request.header("Accept-Encoding"));
  HeaderList headers = headers_of(asset.content_type, asset.is_hashed ? kImmutable : kAskEachTime, kNobody);
  headers.emplace_back("X-Frame-Options", "DENY");
  if (asset.representations.size() > 1) headers.emplace_back("Vary", "Accept-Encoding");
  if (!chosen.coding.empty()) headers.emplace_back("Content-Encoding", chosen.coding);
  return answer_ready(request, chosen.etag, std::move(headers), chosen.body);
}

}  // namespace photomap
