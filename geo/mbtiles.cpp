#include "geo/mbtiles.hpp"

#include "geo/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

constexpr std::chrono::milliseconds kLongest{5'000};
constexpr std::string_view kTile =
    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?";

using Metadata = std::map<std::string, std::string, std::less<>>;

[[noreturn]] void refuse(const Connection& connection, std::string_view why) {
  throw DatabaseError(
      fmt::format("{}: {}; name an MBTiles file with tiles, such as \"gdal_translate -of MBTILES\" makes",
                  connection.name(), why));
}

/// Both may be views (spec, "Tiles").
Connection open_map(const std::filesystem::path& file) {
  Connection connection = Connection::open(file, Connection::Mode::read_only);
  if (connection.query_int64("SELECT count(*) FROM pragma_table_info('tiles') WHERE name IN "
                             "('zoom_level', 'tile_column', 'tile_row', 'tile_data')") < 4)
    refuse(connection, "is no MBTiles file (it has no table \"tiles\")");
  if (connection.query_int64("SELECT count(*) FROM pragma_table_info('metadata') WHERE name IN "
                             "('name', 'value')") < 2)
    refuse(connection, "is no MBTiles file (it has no table \"metadata\")");
  if (connection.query_int64("SELECT 1 FROM tiles LIMIT 1") != 1) refuse(connection, "has no tiles");
  return connection;
}

Metadata read_metadata(Connection& connection) {
  Metadata metadata;
  Statement rows = connection.prepare("SELECT name, value FROM metadata");
  while (rows.step()) metadata[rows.text(0)] = rows.text(1);
  return metadata;
}

std::string text_of(const Metadata& metadata, std::string_view name) {
  const auto found = metadata.find(name);
  return found == metadata.end() ? "" : found->second;
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  return rest.find_first_not_of(' ') == rest.npos ? std::optional(number) : std::nullopt;
}

/// "west,south,east,north" in degrees.
std::optional<Bbox> parse_bounds(std::string_view text) {
  std::array<double, 4> edges{};
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto end = i + 1 < edges.size() ? text.find(',') : text.size();
    if (end == text.npos) return std::nullopt;
    const auto edge = parse_number<double>(text.substr(0, end));
    const double most = i % 2 == 0 ? 180 : 90;
    if (!edge || !(*edge >= -most && *edge <= most)) return std::nullopt;
    edges[i] = *edge;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto [west, south, east, north] = edges;
  if (south > north) return std::nullopt;
  return Bbox{west, south, east, north};
}

std::optional<MapFormat> parse_format(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, MapFormat>, 10> kNames{
      {{"png", MapFormat::png},
       {"jpg", MapFormat::jpg},
       {"jpeg", MapFormat::jpg},
       {"webp", MapFormat::webp},
       {"pbf", MapFormat::pbf},
       {"mvt", MapFormat::pbf},
       {"image/png", MapFormat::png},
       {"image/jpeg", MapFormat::jpg},
       {"image/webp", MapFormat::webp},
       {"application/vnd.mapbox-vector-tile", MapFormat::pbf}}};
  const auto* const found =
      std::find_if(kNames.begin(), kNames.end(), [text](const auto& known) { return known.first == text; });
  return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

/// Files of the first versions of the format do not say it.
std::optional<MapFormat> recognise(std::string_view tile) {
  if (tile.starts_with("\x89PNG")) return MapFormat::png;
  if (tile.starts_with("\xff\xd8\xff")) return MapFormat::jpg;
  if (tile.starts_with("RIFF") && tile.substr(std::min<std::size_t>(8, tile.size())).starts_with("WEBP"))
    return MapFormat::webp;
  if (tile.starts_with("\x1f\x8b")) return MapFormat::pbf;
  return std::nullopt;
}

MapFormat find_format(Connection& connection, const std::string& named) {
  if (const auto format = parse_format(named)) return *format;
  Statement first = connection.prepare("SELECT tile_data FROM tiles LIMIT 1");
  if (const auto format = first.step() ? recognise(first.bytes(0)) : std::nullopt) return *format;
  refuse(connection, fmt::format("its tiles are of the format \"{}\", and not png, jpg, webp or pbf", named));
}

bool has_tiles(Connection& connection, int zoom) {
  Statement tile = connection.prepare("SELECT 1 FROM tiles WHERE zoom_level = ? LIMIT 1");
  return tile.bind(1, zoom).step();
}

/// Where the metadata does not say it: zoom by zoom, as the index that all such files have answers at once.
std::pair<int, int> find_zooms(Connection& connection, const Metadata& metadata) {
  const auto least = parse_number<int>(text_of(metadata, "minzoom"));
  const auto deepest = parse_number<int>(text_of(metadata, "maxzoom"));
  if (least && deepest && *least >= 0 && *least <= *deepest && *least <= kMaxZoom)
    return {*least, std::min(*deepest, kMaxZoom)};
  int first = 0;
  while (first < kMaxZoom && !has_tiles(connection, first)) ++first;
  int last = kMaxZoom;
  while (last > first && !has_tiles(connection, last)) --last;
  return {first, last};
}

/// The row "json" holds what TileJSON says of vector tiles (spec, "Vector tileset metadata").
std::string find_vector_layers(const Metadata& metadata) {
  const Json json = Json::parse(text_of(metadata, "json"), nullptr, false);
  if (!json.is_object() || !json.contains("vector_layers") || !json["vector_layers"].is_array()) return {};
  return json["vector_layers"].dump(-1, ' ', false, Json::error_handler_t::replace);
}

MapDescription describe(Connection& connection) {
  const Metadata metadata = read_metadata(connection);
  const auto [least, deepest] = find_zooms(connection, metadata);
  const std::string name = text_of(metadata, "name");
  return {.name = name.empty() ? std::filesystem::path(connection.name()).stem().string() : name,
          .attribution = text_of(metadata, "attribution"),
          .format = find_format(connection, text_of(metadata, "format")),
          .least_zoom = least,
          .deepest_zoom = deepest,
          .bounds = parse_bounds(text_of(metadata, "bounds")),
          .vector_layers = find_vector_layers(metadata)};
}

}  // namespace

Mbtiles::Mbtiles(const std::filesystem::path& file)
    : connection_(open_map(file)), tile_(connection_.prepare(kTile)), description_(describe(connection_)) {}

std::optional<std::string> Mbtiles::find_tile(const TileId& tile) const {
  // Rows count from the south, as in TMS (spec, "Tiles").
  const std::int64_t row = (std::int64_t{1} << tile.zoom()) - 1 - tile.y();
  const std::lock_guard lock(mutex_);
  const QueryBudget budget(connection_, kLongest);
  tile_.bind_all(tile.zoom(), std::int64_t{tile.x()}, row);
  std::optional<std::string> found;
  if (tile_.step() && !tile_.bytes(0).empty()) found.emplace(tile_.bytes(0));
  tile_.reset();
  return found;
}

}  // namespace photomap
