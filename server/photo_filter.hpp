// Which photos a request means: one filter for features, tiles and counts. See server/request.hpp.
#pragma once

#include "server/request.hpp"

#include <array>
#include <span>
#include <string_view>

namespace photomap {

class PhotoStore;
class PointSnapshot;

/// The parameters that say which photos are meant, wherever photos are asked for, besides those of
/// photo_filter_parameters().
inline constexpr std::array<std::string_view, 13> kOwnFilterParameters{
    "bbox",      "bbox-crs", "datetime", "dated", "essay",      "photographer", "country", "max-uncertainty",
    "has-image", "ids",      "q",        "place", "uncertainty"};
/// These and those of parse_cql2.
std::span<const std::string_view> photo_filter_parameters();

/// What essays and places there are.
struct KnownIds {
  IsEssay is_essay;
  IsPlace is_place;
};
KnownIds known_ids(const PhotoStore& store);
KnownIds known_ids(const PointSnapshot& points);

/// The filter that a request asks for.
PhotoQuery parse_filter(const Parameters& parameters, const KnownIds& known);

}  // namespace photomap
