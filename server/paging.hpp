// Which page of a collection is asked for: limit, after, before, sortby.
#pragma once

#include "geo/json.hpp"
#include "geo/sort_order.hpp"
#include "server/request.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// The parameters of items: those of pages and of features, and the filters of a collection.
Parameters items_parameters(const HttpRequest& request, std::span<const std::string_view> filters);

/// Part of a collection in an order: those after or before a position, so many at most.
struct PageRequest {
  SortOrder order;
  std::int64_t limit = kDefaultLimit;
};

/// What ids of a collection are.
enum class IdType { number, text };

/// Throws HttpError 400 for what can't be understood.
PageRequest parse_page(const Parameters& parameters, std::span<const Queryable> queryables, IdType id,
                       std::int64_t limit = kDefaultLimit);

/// What `after` and `before` take: the id of a feature, or where there are keys its position as JSON.
std::string position_text(const Json& position);

/// Whether features can be sorted by it.
bool is_sortable(const Queryable& queryable);

/// A feature of a list that is in memory.
struct ListedFeature {
  Json position;      ///< see SortOrder::from
  std::size_t index;  ///< in the list
};

/// A page of such a list, and whether others come before and after it.
struct ListPage {
  std::vector<ListedFeature> features;
  bool has_previous = false;
  bool has_next = false;
};
ListPage cut_page(std::vector<ListedFeature> list, const PageRequest& page);

/// Where a feature of this id and these properties stands.
Json position_of(const SortOrder& order, const Json& id, const Json& properties);

}  // namespace photomap
