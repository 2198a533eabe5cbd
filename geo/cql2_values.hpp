// Literals of a filter, alike in text and JSON. Each throws Cql2Error that names `where`.
#pragma once

#include "geo/cql2.hpp"

namespace photomap {

[[noreturn]] void fail_cql2(std::string_view where, std::string_view what);

/// "2022-06-01"
Cql2Node day_node(std::string_view text, std::string where);
/// "2022-06-01T12:00:00.5Z"
Cql2Node time_node(std::string_view text, std::string where);
/// A day, a time or "..".
Cql2Node interval_end_node(std::string_view text, std::string where);
/// Of its two ends.
Cql2Node interval_node(std::vector<Cql2Node> ends, std::string where);
/// Coordinates as they are told.
Cql2Node geometry_node(const Geometry& told, const GeometryCrs& crs, std::string where);
/// Four numbers, or six with heights.
Cql2Node box_node(std::vector<double> numbers, const GeometryCrs& crs, std::string where);

/// The operator of that name, in any case of its letters, as JSON writes it: "T_FINISHEDBY" is
/// "t_finishedBy". Only those that are called like functions; empty for others.
std::string_view find_predicate(std::string_view name);

/// Small letters of ASCII.
std::string lower_ascii(std::string_view text);

}  // namespace photomap
