// From the texts of an essay to the place of each of its photos, with the reason and the radius.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/photo.hpp"
#include "geo/resolver.hpp"

#include <string>
#include <vector>

namespace photomap {

/// Where a photo is that has a position from its source, if its caption is not read.
Georeference at_given_position(const PhotoRecord& record);

/// Deterministic: the same gazetteer and the same essay give the same answer. Not thread safe.
class Geocoder {
 public:
  explicit Geocoder(const Gazetteer& gazetteer) : gazetteer_(gazetteer), resolver_(gazetteer) {}

  /// One answer for each photo, in their order. A photo that no text places has no location, and says so.
  std::vector<Georeference> locate_essay(const EssayRecord& record);

  /// What a text by itself names, each name with its role and what it may mean; also what it says of no
  /// place.
  std::vector<ResolvedMention> explain_text(const std::string& text);

  /// What a text by itself may mean, best first: all places that remain possible. Where it names none, what
  /// is spelt alike, and the reason says so.
  Georeference locate_text(const std::string& text);

 private:
  Georeference locate_misspelt(const std::string& text, const Georeference& nowhere);

  const Gazetteer& gazetteer_;
  Resolver resolver_;
};

}  // namespace photomap
