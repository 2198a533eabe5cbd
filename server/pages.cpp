#include "server/pages.hpp"

#include "server/conditional.hpp"
#include "server/encoding.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace photomap {

namespace {

// The page loads nothing from elsewhere and nothing may frame it.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

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

}  // namespace

HttpResponse get_asset(const Asset& asset, const HttpRequest& request) {
  const auto& chosen = choose(asset, request.header("Accept-Encoding"));
  HeaderList headers{{"Content-Type", asset.content_type},
                     {"Cache-Control", std::string(asset.is_hashed ? kImmutable : kAskEachTime)},
                     {"Content-Security-Policy", std::string(kContentSecurityPolicy)},
                     {"Referrer-Policy", "strict-origin-when-cross-origin"}};
  if (asset.representations.size() > 1) headers.emplace_back("Vary", "Accept-Encoding");
  if (!chosen.coding.empty()) headers.emplace_back("Content-Encoding", chosen.coding);
  return answer_ready(request, chosen.etag, std::move(headers), chosen.body);
}

}  // namespace photomap
