// The values that pass through the house: plain structs, no behaviour.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/dates.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct Cql2Node;
class WordQuery;

/// A photo as its source gives it. Text is UTF-8; empty means not given.
struct PhotoRecord {
  std::string source_id;  ///< the source's own id for the photo
  std::string caption;    ///< as written
  std::string credit;     ///< the photographer, as written
  std::optional<DateInterval> taken;
  std::optional<LonLat> location;     ///< only where the source itself gives one
  std::optional<Meters> uncertainty;  ///< of that location
  std::string licence;
  std::string source_url;  ///< the published essay
  std::string image_url;
  int line = 0;      ///< 1-based line of the source where the record starts
  int position = 0;  ///< in its essay, from 1, where the source numbers its photos
};

/// An essay as its source gives it.
struct EssayRecord {
  std::string title;
  std::string intro;
  std::vector<PhotoRecord> photos;  ///< in the order of the essay
  int line = 0;                     ///< 1-based line of the title; of the first photo where there is no title
};

/// A part of a source that could not be read, and why.
struct Rejection {
  int line = 0;
  std::string reason;
};

/// All that one source file holds.
struct SourceDocument {
  std::vector<EssayRecord> essays;
  std::vector<Rejection> rejected;  ///< captions that could not be read: they count as records
  std::vector<Rejection> notes;     ///< text left out that is no caption: preamble, closing paragraphs
};

/// A place of the gazetteer. Terms are GeoNames' and Darwin Core's.
struct Place {
  std::string id;  ///< "siab_bazaar", "geonames:1526443", "country:KZ"
  std::string name;
  std::string feature_type;  ///< "city", "market", ..., as in data/places.csv
  std::string country;       ///< ISO 3166-1 alpha-2; empty where none or several
  LonLat location;
  Meters uncertainty;     ///< the circle around `location` that holds the whole place
  std::string parent_id;  ///< the place that contains it, empty where unknown
  std::vector<std::string> ancestor_ids =
      {};  ///< all that contain it, from the inside out; a store leaves it empty
  std::int64_t population = 0;
  std::string source;   ///< where the row came from, for a person
  std::string licence;  ///< of that source
};

/// The reason for a position that comes with the photo. A store leaves it out, as it may stand in every row.
inline constexpr std::string_view kGivenBySource = "position given by the source";

/// One place where a photo may have been taken.
struct Candidate {
  std::string place_id;
  std::string place_name;
  std::string country;
  LonLat location;
  Meters uncertainty;
  double confidence = 0;  ///< in [0, 1]; of all candidates of a photo they add up to at most 1
};

/// Where a photo was taken, as far as can be known.
struct Georeference {
  std::optional<LonLat> location;  ///< empty where no place could be found
  Meters uncertainty;  ///< Darwin Core coordinateUncertaintyInMeters: the circle holds the true position
  std::string place_id;
  std::string place_name;
  std::string country;                ///< ISO 3166-1 alpha-2
  double confidence = 0;              ///< in [0, 1]
  std::string reason;                 ///< one line that a person can check
  std::vector<Candidate> candidates;  ///< all that remain possible, best first, where there are several
};

/// Where a person says that a photo was taken, whatever the texts say.
struct Correction {
  LonLat location;
  Meters uncertainty;
  std::string note;             ///< why; one line
  std::string who;              ///< one line
  std::chrono::sys_seconds at;  ///< when it was made
};

/// An essay as stored.
struct Essay {
  std::int64_t id = 0;
  std::string slug;  ///< its name in URLs
  std::string title;
  std::string intro;
  std::int64_t photo_count = 0;
};

/// How many points the route of an essay has at most, or a few more.
inline constexpr std::int64_t kMostRoutePoints = 1000;

/// The route has the photos whose positions in the essay are 1 more than a multiple of this.
constexpr std::int64_t route_step(std::int64_t photo_count) {
  return photo_count <= kMostRoutePoints ? 1 : (photo_count + kMostRoutePoints - 1) / kMostRoutePoints;
}

/// A photo as stored.
struct Photo {
  std::int64_t id = 0;
  std::string essay_slug;
  std::string essay_title;
  int position = 0;  ///< in the essay, from 1
  PhotoRecord record;
  Georeference where;  ///< by the correction, if there is one
  std::optional<Correction> correction;
};

/// A located photo as the point index takes it. Texts are views.
struct PhotoPoint {
  std::int64_t id = 0;
  LonLat location;
  std::int64_t essay_id = 0;
  std::int64_t position = 0;
  std::string_view caption;
  std::string_view credit;
  std::string_view taken_start;  ///< ISO 8601 days; empty where undated
  std::string_view taken_end;
  std::string_view place_id;
  std::string_view place_name;
  std::string_view country;
  double uncertainty_m = 0;
  double confidence = 0;
  std::string_view reason;
  std::string_view licence;
  std::string_view source_url;
  std::string_view image_url;
  bool has_more = false;  ///< it has candidates or a correction as well
};

/// Which photos are meant; all of its conditions must hold.
struct PhotoQuery {
  std::optional<Bbox> bbox =
      {};  ///< of the photo's point, edges included; leaves out photos without a location
  std::optional<CrsBox> crs_box = {};  ///< the point is in this box of another reference system; `bbox` is
                                       ///< then one around it, in which all that may be meant lie
  bool is_large_part = false;  ///< much of all photos is in the box and at the places: they are read in their
                               ///< order, and each is looked at, rather than looked up
  std::vector<std::string> essays = {};         ///< slugs, any of them; empty means every essay
  std::vector<std::string> photographers = {};  ///< credits as written, any of them; empty means every one
  std::vector<std::string> countries = {};      ///< ISO 3166-1 alpha-2, likewise
  std::vector<std::string> places = {};  ///< ids: at one of these places, or at one in them; leaves out
                                         ///< photos without a location
  bool circle_touches = false;  ///< in `bbox`, or with a circle that reaches into it; without `crs_box`
  std::optional<DateInterval> taken = {};      ///< may have been taken then; the undated may at any time
  bool dated = false;                          ///< leaves out the undated
  std::optional<Meters> max_uncertainty = {};  ///< leaves out those whose circle is larger, or that have none
  bool has_image = false;                      ///< leaves out those without image_url
  std::optional<std::vector<std::int64_t>> ids = {};  ///< only these
  bool unlocated = false;                             ///< only photos without a location
  std::shared_ptr<const Cql2Node> filter = nullptr;   ///< see geo/cql2.hpp; an index takes no notice of it
  std::shared_ptr<const WordQuery> words = nullptr;   ///< see geo/word_query.hpp; likewise
  bool corrected = false;                             ///< only photos that bear a correction
  std::int64_t after_id = 0;                          ///< only ids above this one: keyset paging
  std::optional<std::int64_t> limit = {};
};

}  // namespace photomap
