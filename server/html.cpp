#include "server/html.hpp"

#include <fmt/format.h>

namespace photomap {

namespace {

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; color: #222; background: #fff }}
a {{ color: #0b5394 }}
nav a {{ margin-right: 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ddd; overflow-wrap: anywhere }}
code {{ overflow-wrap: anywhere }}
</style>
</head>
<body>
<nav><a href="{base}/">Map</a> <a href="{base}/collections">Collections</a> <a href="{base}/api?f=html">API</a> <a href="{base}{as_json}" rel="alternate" type="application/json">JSON</a></nav>
<main>
<h1>{title}</h1>
)";

}  // namespace

std::string html_page(std::string_view title, const HtmlContext& context, std::string_view content,
                      std::string_view head) {
  std::string text = fmt::format(fmt::runtime(kHead), fmt::arg("title", escape_html(title)),
                                 fmt::arg("head", head), fmt::arg("base", escape_html(context.base)),
                                 fmt::arg("as_json", escape_html(context.as_json)));
  return text.append(content).append("</main>\n</body>\n</html>\n");
}

std::string anchor(std::string_view href, std::string_view text) {
  return fmt::format(R"(<a href="{}">{}</a>)", escape_html(href), escape_html(text));
}

std::string text_html(const std::string& text) {
  const bool is_address = text.starts_with("https://") || text.starts_with("http://");
  return is_address ? anchor(text, text) : escape_html(text);
}

std::string member(const Json& object, std::string_view name) {
  const auto found = object.find(std::string(name));
  return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
}

HeaderList html_headers() {
  return {{"Content-Type", "text/html; charset=utf-8"},
          {"Content-Security-Policy",
           "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
           "form-action 'none'"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "strict-origin-when-cross-origin"}};
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#39;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

}  // namespace photomap
