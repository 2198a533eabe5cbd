// Filters of OGC API - Features - Part 3 (19-079r2) in a request: filter, filter-lang, filter-crs, and
// queryables as parameters.
#pragma once

#include "geo/cql2.hpp"
#include "server/request.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace photomap {

/// Whether a queryable has a simple value, so that it is a parameter too.
bool is_simple(const Queryable& queryable);

/// The names of these parameters. Queryables whose name is `taken` by another parameter, which asks for the
/// same, are left out.
std::vector<std::string_view> cql2_parameters(std::span<const Queryable> queryables,
                                              std::span<const std::string_view> taken = {});

/// All that they ask for together; null where they ask for nothing. Throws Cql2Error or HttpError.
Cql2 parse_cql2(const Parameters& parameters, std::span<const Queryable> queryables,
                std::span<const std::string_view> taken = {});

}  // namespace photomap
