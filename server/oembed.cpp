#include "server/oembed.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/html.hpp"
#include "server/http/target.hpp"
#include "server/links.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::string_view kTitle = "Photo essays on a map";
constexpr std::string_view kPhotoPages = "/collections/photos/items/";
constexpr std::int64_t kWidth = 800;
constexpr std::int64_t kHeight = 500;

[[noreturn]] void fail_not_ours(std::string_view url, const std::string& base) {
  throw HttpError(404, fmt::format("url={}: no page of this server; give the address of the map, {}/, in any "
                                   "state, or of a photo, {}{}1",
                                   clipped(url), base, base, kPhotoPages));
}

/// The path and the parameters of a page of ours.
std::optional<Target> parse_own(std::string_view url, const std::string& base) {
  if (base.empty() || !url.starts_with(base)) return std::nullopt;
  url.remove_prefix(base.size());
  std::string target(url.substr(0, url.find('#')));
  if (!target.starts_with('/') && !target.empty() && !target.starts_with('?')) return std::nullopt;
  if (!target.starts_with('/')) target.insert(target.begin(), '/');
  return parse_target(target);
}

std::vector<QueryParameter> state_of(const Target& page, std::string_view url, const std::string& base) {
  if (page.path == "/" || page.path == "/embed") return page.query;
  if (page.path.starts_with(kPhotoPages)) return {{"photo", page.path.substr(kPhotoPages.size())}};
  fail_not_ours(url, base);
}

std::optional<Photo> find_shown(const PhotoStore& store, const std::vector<QueryParameter>& state) {
  const auto found =
      std::find_if(state.begin(), state.end(), [](const auto& one) { return one.name == "photo"; });
  const auto id = found == state.end() ? std::nullopt : parse_integer(found->value);
  return id ? store.find_photo(*id) : std::nullopt;
}

std::string frame_address(const std::string& base, const std::vector<QueryParameter>& state) {
  std::string address = base + "/embed";
  char separator = '?';
  for (const auto& [name, value] : state) {
    address.append(1, separator).append(percent_encode(name)).append("=").append(percent_encode(value));
    separator = '&';
  }
  return address;
}

std::int64_t parse_most(const Parameters& parameters, std::string_view name, std::int64_t wanted) {
  const auto text = parameters.find(name);
  if (!text) return wanted;
  const auto most = parse_integer(*text);
  if (!most || *most < 1)
    throw HttpError(400, fmt::format("{}={}: give a number of pixels from 1 up", name, clipped(*text)));
  return std::min(*most, wanted);
}

void check_format(const Parameters& parameters) {
  const auto format = parameters.find("format").value_or("json");
  if (format != "json")
    throw HttpError(501, fmt::format("format={}: only json is made here", clipped(format)));
}

// oEmbed 1.0, 2.3.4.4: what "rich" needs.
Json rich(const std::optional<Photo>& photo, const std::string& base, const std::string& source,
          const Parameters& parameters) {
  const std::int64_t width = parse_most(parameters, "maxwidth", kWidth);
  const std::int64_t height = parse_most(parameters, "maxheight", kHeight);
  const std::string title =
      photo && !photo->record.caption.empty() ? photo->record.caption : std::string(kTitle);
  Json json = {{"version", "1.0"},
               {"type", "rich"},
               {"title", title},
               {"provider_name", "photomap"},
               {"provider_url", base + "/"}};
  if (photo && !photo->record.credit.empty()) json["author_name"] = photo->record.credit;
  json["html"] = fmt::format(
      R"(<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%" allowfullscreen></iframe>)",
      escape_html(source), escape_html(title), width, height);
  json["width"] = width;
  json["height"] = height;
  return json;
}

}  // namespace

HttpResponse get_oembed(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request);  // consumers add some of their own
  const auto url = parameters.find("url");
  if (!url) throw HttpError(400, "url is missing: give the address of the page to embed");
  check_format(parameters);
  const std::string base = base_url(request);
  const auto page = parse_own(*url, base);
  if (!page) fail_not_ours(*url, base);
  const std::vector<QueryParameter> state = state_of(*page, *url, base);
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request);
  const auto photo = find_shown(*store, state);
  if (page->path != "/" && page->path != "/embed" && !photo) fail_not_ours(*url, base);
  const Json json = rich(photo, base, frame_address(base, state), parameters);
  return answer_if_changed(
      request, etag, {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] { return to_text(json); });
}

std::string oembed_link(std::string_view base, std::string_view address) {
  if (base.empty()) return {};
  const std::string href = fmt::format("{}/oembed?format=json&url={}", base, percent_encode(address));
  return fmt::format("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\">\n",
                     escape_html(href));
}

}  // namespace photomap
