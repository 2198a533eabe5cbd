#include "server/robots.hpp"

#include "server/conditional.hpp"
#include "server/html.hpp"
#include "server/http/target.hpp"
#include "server/links.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <string>

namespace photomap {

namespace {

// Less the pages besides photos; a sitemap may name 50,000 in 50 MB.
constexpr std::int64_t kMostPhotos = 45'000;

HeaderList headers_of(std::string_view type) {
  return {{"Content-Type", std::string(type)}, {"Cache-Control", std::string(kAskEachTime)}};
}

}  // namespace

HttpResponse get_robots(App&, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  return answer_if_changed(request, program_etag(request), headers_of("text/plain; charset=utf-8"), [&] {
    // Tiles and searches are for programs, and there is no end of them.
    return fmt::format(
        "User-agent: *\nDisallow: /tiles/\nDisallow: /collections/photos/tiles/\nDisallow: /search\n"
        "Disallow: /reverse\nDisallow: /photon/\nDisallow: /*?*filter=\nDisallow: /*?*bbox=\n\nSitemap: "
        "{}/sitemap.xml\n",
        base_url(request));
  });
}

HttpResponse get_sitemap(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  const auto store = app.stores.take();
  return answer_if_changed(request, dataset_etag(store, request), headers_of("application/xml"), [&] {
    std::string text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const std::string base = base_url(request);
    const auto add = [&](const std::string& path) {
      text += fmt::format("<url><loc>{}</loc></url>\n", escape_html(base + path));
    };
    for (const char* path : {"/", "/collections?f=html", "/collections/photos/items?f=html"}) add(path);
    for (const Essay& essay : store->essays())
      add(fmt::format("/collections/essays/items/{}?f=html", percent_encode(essay.slug)));
    PhotoQuery photos;
    photos.limit = kMostPhotos;
    store->for_each_photo(photos, [&](const Photo& photo) {
      add(fmt::format("/collections/photos/items/{}?f=html", photo.id));
      return true;
    });
    return text.append("</urlset>\n");
  });
}

}  // namespace photomap
