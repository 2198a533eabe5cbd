// The gazetteer as it lies in its file: rows of fixed size, one array after the other, mapped and never
// parsed. Numbers are little-endian, as on every machine that this runs on.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/name_table.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

enum class PlaceKind : std::uint8_t {
  country,
  division,  ///< of the first level: a state, a province
  district,  ///< of the second: a county, a rayon
  settlement,
  quarter,  ///< of a settlement
  airport,
  region,  ///< a landscape, a sea, a river, a part of the world: whatever is no unit of government
  venue,   ///< a building, a square, a market
};

enum class NameKind : std::uint8_t {
  main,
  alternate,
  historical,    ///< no longer used, or not always
  abbreviation,  ///< "Calif.", "Big Apple"
  shortened,     ///< "Anderson" for Anderson County
  demonym,       ///< "French", for France
};

/// A place's number in its file: another file, another number.
using PlaceNumber = std::uint32_t;
inline constexpr PlaceNumber kNoPlace = 0xFFFFFFFF;

/// The offset of a text in the file's texts.
using TextOffset = std::uint32_t;

struct PlaceRow {
  double lon = 0;  ///< degrees, WGS 84
  double lat = 0;
  float west = 0;  ///< the box around all of it, in degrees; west > east over the antimeridian
  float south = 0;
  float east = 0;
  float north = 0;
  float uncertainty_m = 0;       ///< the circle around the point that holds all of it
  std::uint32_t population = 0;  ///< of a division: of its settlements
  PlaceNumber parent = kNoPlace;
  TextOffset id = 0;
  TextOffset name = 0;
  TextOffset feature_type = 0;
  TextOffset source = 0;  ///< "GeoNames 1526443"
  std::uint32_t first_name = 0;
  std::uint32_t name_count = 0;
  char country[2] = {};  ///< ISO 3166-1 alpha-2; zeros where none or several
  PlaceKind kind = PlaceKind::settlement;
  std::uint8_t attribution = 0;  ///< number of its source in the file's sources
};

inline constexpr std::int32_t kAnyDay = INT32_MIN;

struct NameRow {
  TextOffset text = 0;
  TextOffset language = 0;  ///< BCP 47; empty where unknown
  PlaceNumber place = 0;
  std::int32_t valid_from = kAnyDay;  ///< days since 1970-01-01, both included; kAnyDay where open
  std::int32_t valid_to = kAnyDay;
  NameKind kind = NameKind::alternate;
  std::uint8_t padding[3] = {};
};

/// A source of data: whom to thank, and under which licence.
struct AttributionRow {
  TextOffset name = 0;
  TextOffset licence = 0;
  TextOffset url = 0;
};

/// Cells of one degree, row by row from the south-west.
inline constexpr std::size_t kDegreeCells = 360 * 180;
std::size_t degree_cell(LonLat position);

/// All arrays of a gazetteer.
struct GazetteerArrays {
  std::span<const char> texts;  ///< each ends in NUL
  std::span<const PlaceRow> places;
  std::span<const NameRow> names;  ///< those of a place stand together
  std::span<const AttributionRow> attributions;
  std::span<const PlaceNumber> by_id;    ///< places in the order of their ids
  std::span<const PlaceNumber> by_cell;  ///< places in the order of their cell of one degree
  std::span<const std::uint32_t> cells;  ///< kDegreeCells + 1: where a cell starts in by_cell
  NameTableArrays folded;                ///< keys as fold gives them
  NameTableArrays spelling;              ///< keys as spelling_key gives them

  std::string_view text(TextOffset offset) const { return texts.data() + offset; }
};

/// Where the arrays lie: a mapped file, or memory.
class GazetteerStorage {
 public:
  virtual ~GazetteerStorage() = default;
  GazetteerArrays arrays;
};

/// Maps a file; throws std::runtime_error naming it and the next step where it is none of this version.
std::unique_ptr<GazetteerStorage> map_gazetteer(const std::filesystem::path& file);

/// Whether a file, of any version, is a gazetteer: then it may be replaced.
bool is_gazetteer(const std::filesystem::path& file);

/// The bytes of such a file.
std::string encode_gazetteer(const GazetteerArrays& arrays);

/// The arrays within those bytes.
std::unique_ptr<GazetteerStorage> hold_gazetteer(std::string bytes);

}  // namespace photomap
