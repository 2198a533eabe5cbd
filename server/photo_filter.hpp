// Which photos a request means: one filter for features, tiles and counts. See server/request.hpp.
#pragma once

#include "server/request.hpp"

#include <array>
#include <span>
#include <string_view>

namespace photomap {

/// The parameters that say which photos are meant, wherever photos are asked for, besides those of
/// photo_filter_parameters().
inline constexpr std::array<std::string_view, 11> kOwnFilterParameters{
    "bbox",    "bbox-crs",        "datetime",  "dated", "essay", "photographer",
    "country", "max-uncertainty", "has-image", "ids",   "q"};
/// These and those of parse_cql2.
std::span<const std::string_view> photo_filter_parameters();

/// The filter that a request asks for.
PhotoQuery parse_filter(const Parameters& parameters, const IsEssay& is_essay);

}  // namespace photomap
