// OGC API - Features: what its Parts 1 and 2 ask of a server besides features.
#include "geo/json.hpp"
#include "server/api_document.hpp"
#include "server/base_url.hpp"
#include "server/links.hpp"
#include "server/negotiation.hpp"
#include "server/routes.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <regex>
#include <set>
#include <string>

namespace photomap {

namespace {

const std::string kBase = "http://map.test:8080";
const std::string kEpsg = "http://www.opengis.net/def/crs/EPSG/0/";

Json get_json(TestClient& client, const std::string& target, const std::string& header_lines = "") {
  const TestResponse response = client.get(target, header_lines);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  return Json::parse(response.body);
}

std::set<std::string> relations(const Json& document) {
  std::set<std::string> found;
  for (const Json& link : document["links"]) {
    CHECK(link["href"].get<std::string>().starts_with(kBase));
    CHECK_FALSE(link["type"].get<std::string>().empty());
    found.insert(link["rel"]);
  }
  return found;
}

HttpRequest request_of(HeaderList headers, std::vector<QueryParameter> query = {}) {
  return {.method = "GET", .path = "/x", .query = std::move(query), .headers = std::move(headers)};
}

}  // namespace

TEST_CASE("who wants JSON of the landing page is told where everything is") {
  const TestServer server;
  TestClient client(server.port());
  const Json landing = get_json(client, "/?f=json");
  CHECK(get_json(client, "/", "Accept: application/json\r\n") == landing);
  const std::set<std::string> found = relations(landing);
  for (const char* relation :
       {"self", "alternate", "service-desc", "service-doc", "conformance", "data", "tiles"})
    CHECK(found.count(relation) == 1);
  for (const Json& link : landing["links"]) {
    const std::string target = link["href"].get<std::string>().substr(kBase.size());
    CAPTURE(target);
    CHECK(client.get(target).status == 200);
    if (link["rel"] == "service-desc") {
      CHECK(link["type"] == "application/vnd.oai.openapi+json;version=3.0");
      CHECK(client.get(target).header("content-type") == link["type"].get<std::string>());
    }
  }
  for (const char* accept :
       {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", "image/png"})
    CHECK(client.get("/", std::string("Accept: ") + accept + "\r\n")
              .header("content-type")
              .starts_with("text/html"));
}

TEST_CASE("the format is that of f, else the one that Accept likes better") {
  const std::vector<std::pair<std::string, Format>> table{
      {"", Format::json},
      {"*/*", Format::json},
      {"application/geo+json, application/json", Format::json},
      {"text/html", Format::html},
      {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Format::html},
      {"text/html;q=0.5, application/json", Format::json},
      {"text/*, application/json;q=0.9", Format::html},
      {"application/*", Format::json},
      {"image/png", Format::json},
      {"text/html;q=0", Format::json},
      {"TEXT/HTML", Format::html},
  };
  for (const auto& [accept, format] : table) {
    CAPTURE(accept);
    HeaderList headers;
    if (!accept.empty()) headers.emplace_back("Accept", accept);
    const HttpRequest request = request_of(headers);
    CHECK(choose_format(request, Parameters(request)) == format);
    const HttpRequest as_json = request_of(headers, {{"f", "json"}});
    CHECK(choose_format(as_json, Parameters(as_json)) == Format::json);
    const HttpRequest as_html = request_of(headers, {{"f", "html"}});
    CHECK(choose_format(as_html, Parameters(as_html)) == Format::html);
  }
}

TEST_CASE("the conformance names the classes of Parts 1 to 3 and of CQL2") {
  const TestServer server;
  TestClient client(server.port());
  const Json conforms = get_json(client, "/conformance")["conformsTo"];
  for (const char* name :
       {"features-1/1.0/conf/core", "features-1/1.0/conf/oas30", "features-1/1.0/conf/geojson",
        "features-1/1.0/conf/html", "features-2/1.0/conf/crs", "features-3/1.0/conf/queryables",
        "features-3/1.0/conf/queryables-query-parameters", "features-3/1.0/conf/filter",
        "features-3/1.0/conf/features-filter"}) {
    const std::string uri = std::string("http://www.opengis.net/spec/ogcapi-") + name;
    CHECK(std::find(conforms.begin(), conforms.end(), Json(uri)) != conforms.end());
  }
  for (const char* name :
       {"cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
        "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions",
        "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "array-functions",
        "property-property", "functions", "arithmetic"}) {
    const std::string uri = std::string("http://www.opengis.net/spec/cql2/1.0/conf/") + name;
    CHECK(std::find(conforms.begin(), conforms.end(), Json(uri)) != conforms.end());
  }
}

TEST_CASE("the API document has every route and the parameters that Part 1 asks for") {
  const TestServer server;
  TestClient client(server.port());
  const Json api = get_json(client, "/api");
  CHECK(api == api_document(kBase));
  CHECK(api["openapi"] == "3.0.3");
  CHECK(api["servers"][0]["url"] == kBase);
  const std::regex braces("\\{[^}]*\\}");
  const auto nameless = [&](const std::string& path) { return std::regex_replace(path, braces, "{}"); };
  std::set<std::string> paths;
  for (const auto& [path, item] : api["paths"].items()) paths.insert(nameless(path));
  for (const std::string_view pattern : route_patterns()) {
    CAPTURE(pattern);
    CHECK(paths.count(nameless(std::string(pattern))) == 1);
  }
  const Json& parameters = api["components"]["parameters"];
  CHECK(parameters["limit"]["schema"] ==
        Json({{"type", "integer"}, {"minimum", 1}, {"maximum", 10000}, {"default", 10}}));
  CHECK(parameters["bbox"]["schema"]["minItems"] == 4);
  CHECK(parameters["bbox"]["schema"]["maxItems"] == 6);
  CHECK(parameters["bbox"]["explode"] == false);
  std::set<std::string> of_items;
  for (const Json& parameter : api["paths"]["/collections/photos/items"]["get"]["parameters"]) {
    const std::string reference = parameter.value("$ref", "/" + parameter.value("name", ""));
    CHECK(of_items.insert(reference.substr(reference.rfind('/') + 1)).second);
  }
  const Json queryables = get_json(client, "/collections/photos/queryables");
  for (const auto& [name, schema] : queryables["properties"].items()) {
    CAPTURE(name);
    const bool is_simple = schema.contains("type") && schema["type"] != "array";
    CHECK((of_items.count(name) == 1) == is_simple);
  }
  for (const auto& [name, parameter] : parameters.items()) CHECK(of_items.count(name) == 1);
}

TEST_CASE("features are told in the reference system that is asked for") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::tuple<std::string, double, double, double>> table{
      {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", 66.9749, 39.6542, 1e-9},
      {kEpsg + "4326", 39.6542, 66.9749, 1e-9},
      {kEpsg + "3857", 7455611.764, 4815818.076, 1e-3},
      {kEpsg + "32642", 326262.480, 4391337.748, 1e-3},
  };
  for (const auto& [crs, first, second, margin] : table) {
    for (const std::string target :
         {"/collections/photos/items/10?crs=", "/collections/photos/items?after=9&limit=1&crs=",
          "/collections/photos/items?after=9&limit=1&bbox=66,39,67,40&crs=",
          "/collections/essays/items/samarkand?crs=", "/collections/places/items?crs="}) {
      CAPTURE(target, crs);
      const TestResponse response = client.get(target + crs);
      REQUIRE(response.status == 200);
      CHECK(response.header("content-crs") == "<" + crs + ">");
      if (target.find("photos") == target.npos) continue;
      Json feature = Json::parse(response.body);
      if (feature.contains("features")) feature = feature["features"][0];
      CHECK(feature["id"] == 10);
      CHECK(feature["geometry"]["coordinates"][0].get<double>() == Approx(first).margin(margin));
      CHECK(feature["geometry"]["coordinates"][1].get<double>() == Approx(second).margin(margin));
    }
  }
  CHECK(client.get("/collections/photos/items").header("content-crs") ==
        "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
  // Both poles are nowhere in Web Mercator.
  const Json pole = get_json(client, "/collections/photos/items?bbox=0,90,0,90&crs=" + kEpsg + "3857");
  CHECK(pole["features"][0]["geometry"].is_null());
}

TEST_CASE("a box of another reference system finds the photos in it") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::tuple<std::string, std::string, int>> table{
      {"39,66,40,67", "4326", 26},
      {"-20,179,5,-179", "4326", 4},
      {"-20,179,5,-179", "4258", 4},  // over the antimeridian, in degrees
      {"-20,179,5,-179", "4269", 4},
      {"3200000,-2200000,3500000,500000", "3832", 4},  // whose middle is at 150 degrees east
      {"800000,-2000000,870000,100000", "32660", 4},
      {"130000,-2000000,200000,100000", "32601", 4},
      {"7450000,4810000,7460000,4820000", "3857", 26},
      {"7450000,4810000,0,7460000,4820000,9", "3857", 26},
      {"-20037508.342789,-100,20037508.342789,100", "3857", 3},
      {"326262.48,4391337.74,326262.49,4391337.75", "32642", 1},
      {"325000,4390000,327000,4392000", "32642", 26},
      {"0,0,1,1", "32642", 0},
  };
  for (const auto& [box, code, count] : table) {
    CAPTURE(box, code);
    const Json page =
        get_json(client, "/collections/photos/items?limit=100&bbox=" + box + "&bbox-crs=" + kEpsg + code);
    CHECK(page["numberMatched"] == count);
    CHECK(page["numberReturned"] == count);
  }
}

TEST_CASE("an essay's geometry is the route through its photos, found by a box on it") {
  const TestServer server;
  TestClient client(server.port());
  const Json essay = get_json(client, "/collections/essays/items/samarkand");
  CHECK(essay["geometry"]["type"] == "LineString");
  REQUIRE(essay["geometry"]["coordinates"].size() == 25);
  CHECK(essay["geometry"]["coordinates"][0] == Json({66.9701, 39.65}));
  CHECK(essay["geometry"]["coordinates"][24] == Json({66.9725, 39.65}));
  const auto matched = [&](const std::string& box) {
    return get_json(client, "/collections/essays/items?bbox=" + box)["numberMatched"].get<int>();
  };
  CHECK(matched("-180,-90,180,90") == 2);
  CHECK(matched("66.97025,39.64,66.97026,39.66") == 1);  // between two photos
  CHECK(matched("66.99,39.64,67,39.65") == 0);
  CHECK(matched("-91,-67,-90,-66") == 1);  // where one ends
}

TEST_CASE("a route over the antimeridian is cut there, and goes the short way") {
  const TestServer server;
  TestClient client(server.port());
  const auto matched = [&](const std::string& box) {
    return get_json(client, "/collections/essays/items?bbox=" + box)["numberMatched"].get<int>();
  };
  CHECK(matched("90,-17,100,-16") == 0);
  CHECK(matched("179.99999995,-17,180,-16") == 1);
  CHECK(matched("179.99999995,-17,-179.99999995,-16") == 1);
  CHECK(matched("-17,179.99999995,-16,-179.99999995&bbox-crs=" + kEpsg + "4326") == 1);
  CHECK(matched("3300000,-2000000,3400000,-1700000&bbox-crs=" + kEpsg + "3832") == 1);
  for (const char* crs : {"4326", "3857"}) {
    const Json geometry =
        get_json(client, "/collections/essays/items/edges-of-the-world?crs=" + kEpsg + crs)["geometry"];
    CHECK(geometry["type"] == "MultiLineString");
    REQUIRE(geometry["coordinates"].size() == 3);
    for (const Json& part : geometry["coordinates"]) {
      CHECK(part.size() >= 2);
      CHECK(part[0].size() == 2);
    }
  }
  CHECK_THAT(client.get("/collections/essays/items/edges-of-the-world?f=html").body,
             Catch::Contains("a line through 14 points"));
}

TEST_CASE("every page for people is plain, escaped and leads on") {
  const TestServer server;
  TestClient client(server.port());
  const std::string accept = "Accept: text/html\r\n";
  for (const char* target :
       {"/api", "/conformance", "/collections", "/collections/photos", "/collections/essays",
        "/collections/places", "/collections/photos/items", "/collections/photos/items/1",
        "/collections/essays/items", "/collections/essays/items/samarkand", "/collections/places/items",
        "/collections/photos/queryables", "/functions"}) {
    CAPTURE(target);
    const TestResponse page = client.get(target, accept);
    CHECK(page.status == 200);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK(page.header("vary") == "Accept, Accept-Encoding");
    CHECK(page.header("content-security-policy").starts_with("default-src 'none'"));
    CHECK(page.body.starts_with("<!doctype html>"));
    // Nothing runs: what a photo's page has for machines is data.
    CHECK(std::regex_search(page.body, std::regex("<script(?! type=\"application/ld\\+json\">)")) == false);
    CHECK(page.body.find("<b>") == page.body.npos);
    CHECK(page.header("etag") != client.get(target).header("etag"));
    const std::regex link("href=\"http://map.test:8080(/[^\"]*)\"");
    for (std::sregex_iterator at(page.body.begin(), page.body.end(), link), end; at != end; ++at) {
      const std::string to = std::regex_replace((*at)[1].str(), std::regex("&amp;"), "&");
      CAPTURE(to);
      CHECK(client.get(to, accept).status == 200);
    }
  }
  const std::string items = client.get("/collections/photos/items?limit=2", accept).body;
  CHECK_THAT(items, Catch::Contains("Photo 1 of Ürgüp, Ташкент &amp; &lt;b&gt;"));
  CHECK_THAT(items,
             Catch::Contains("<a href=\"http://map.test:8080/collections/photos/items?limit=2&amp;after=2\" "
                             "rel=\"next\">"));
}

TEST_CASE("the page of a photo tells machines what it tells people") {
  const TestServer server;
  TestClient client(server.port());
  const std::string page = client.get("/collections/photos/items/1?f=html").body;
  const std::string begin = "<script type=\"application/ld+json\">";
  const auto at = page.find(begin) + begin.size();
  const std::string script = page.substr(at, page.find("</script>", at) - at);
  CHECK(script.find('<') == script.npos);  // the caption has "<b>"
  const Json data = Json::parse(script);
  const Json photo = Json::parse(client.get("/collections/photos/items/1").body);
  CHECK(data["@type"] == "Photograph");
  CHECK(data["name"] == photo["properties"]["caption"]);
  CHECK(data["creditText"] == photo["properties"]["credit"]);
  CHECK(data["contentLocation"]["geo"]["longitude"] == photo["geometry"]["coordinates"][0]);
  CHECK(data["contentLocation"]["geo"]["latitude"] == photo["geometry"]["coordinates"][1]);
  CHECK(data["isPartOf"]["name"] == photo["properties"]["essay_title"]);
  const std::string mercator = "&crs=http://www.opengis.net/def/crs/EPSG/0/3857";
  CHECK(client.get("/collections/photos/items/1?f=html" + mercator).body.find(script) != page.npos);
  CHECK_THAT(page, Catch::Contains("<meta property=\"og:title\" content=\"Photo 1 of") &&
                       Catch::Contains("(accessed 20") && Catch::Contains("<svg role=\"img\"") &&
                       Catch::Contains("href=\"http://map.test:8080/?photo=1\""));
}

TEST_CASE("search engines find the pages of the photos, and no tiles") {
  const TestServer server;
  TestClient client(server.port());
  const TestResponse robots = client.get("/robots.txt");
  CHECK(robots.header("content-type") == "text/plain; charset=utf-8");
  CHECK_THAT(robots.body, Catch::Contains("Disallow: /tiles/\n") &&
                              Catch::Contains("Sitemap: http://map.test:8080/sitemap.xml\n"));
  const std::string sitemap = client.get("/sitemap.xml").body;
  const std::regex location("<loc>http://map.test:8080(/[^<]*)</loc>");
  int pages = 0;
  for (std::sregex_iterator each(sitemap.begin(), sitemap.end(), location), end; each != end; ++each, ++pages)
    CHECK(client.get((*each)[1].str()).header("content-type") == "text/html; charset=utf-8");
  CHECK(pages ==
        3 + 2 +
            static_cast<int>(Json::parse(client.get("/collections/photos/items").body)["numberMatched"]
                                 .get<std::int64_t>()));
}

TEST_CASE("every link of items is typed, absolute and keeps the query") {
  const TestServer server;
  TestClient client(server.port());
  const std::string query = "?limit=1&datetime=2020-01-01%2F..&bbox=-180,-90,180,90&crs=" + kEpsg + "3857";
  const Json page = get_json(client, "/collections/photos/items" + query);
  CHECK(relations(page) == std::set<std::string>{"self", "alternate", "collection", "next"});
  for (const Json& link : page["links"]) {
    if (link["rel"] == "self" || link["rel"] == "next") CHECK(link["type"] == "application/geo+json");
    if (link["rel"] == "collection") continue;
    for (const char* kept : {"limit=1", "datetime=2020-01-01/..", "bbox=-180,-90,180,90", "EPSG/0/3857"})
      CHECK_THAT(link["href"].get<std::string>(), Catch::Contains(kept));
  }
}

TEST_CASE("links lead to the public address, or where a trusted proxy says") {
  const auto base = [](const LinkOptions& options, HeaderList headers) {
    headers.emplace_back("Host", "inside:8080");
    const HttpRequest request = request_of(std::move(headers));
    const auto based = with_base_url(request, options);
    return base_url(based ? *based : request);
  };
  const HeaderList forwarded{{"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "map.example, inner"}};
  CHECK(base({}, forwarded) == "http://inside:8080");
  CHECK(base({.trust_proxy = true}, forwarded) == "https://map.example");
  CHECK(base({.trust_proxy = true}, {{"X-Forwarded-Proto", "https"}}) == "https://inside:8080");
  CHECK(base({.trust_proxy = true}, {{"X-Forwarded-Host", "a\"b"}}) == "http://inside:8080");
  CHECK(base({.trust_proxy = true}, {{"X-Forwarded-Proto", "javascript"}}) == "http://inside:8080");
  CHECK(base({.public_url = "https://example.org/map", .trust_proxy = true}, forwarded) ==
        "https://example.org/map");

  CHECK(parse_public_url("https://example.org/map/") == "https://example.org/map");
  CHECK(parse_public_url("http://[::1]:8080") == "http://[::1]:8080");
  for (const char* bad :
       {"", "example.org", "ftp://example.org", "https://", "https:///x", "https://a/?x", "https://a b"})
    CHECK_FALSE(parse_public_url(bad));
}

}  // namespace photomap
