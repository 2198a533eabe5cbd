#include "server/paging.hpp"

#include "geo/geojson.hpp"
#include "server/cql2_parameters.hpp"
#include "server/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace photomap {

namespace {

std::string sortable_names(std::span<const Queryable> queryables) {
  std::string names;
  for (const Queryable& queryable : queryables) {
    if (is_sortable(queryable)) names.append(names.empty() ? "" : ", ").append(queryable.name);
  }
  return names;
}

// "-taken_start,caption". A plus that is not encoded arrives as a space.
void parse_sortby(std::string_view text, std::span<const Queryable> queryables, SortOrder& order) {
  const auto fail = [&](std::string_view reason) {
    throw HttpError(400, fmt::format("sortby={}: {}; give some of {}, with a minus before what descends",
                                     clipped(text), reason, sortable_names(queryables)));
  };
  bool has_id = false;  // after which nothing is alike any more
  for (std::string_view name : split(text, ',')) {
    const bool is_descending = name.starts_with('-');
    if (is_descending || name.starts_with('+') || name.starts_with(' ')) name.remove_prefix(1);
    const auto is_it = [&](const Queryable& queryable) {
      return queryable.name == name && is_sortable(queryable);
    };
    const auto property = std::find_if(queryables.begin(), queryables.end(), is_it);
    if (property == queryables.end()) fail(fmt::format("\"{}\" is nothing to sort by", clipped(name)));
    const bool is_again = std::any_of(order.keys.begin(), order.keys.end(),
                                      [&](const SortKey& key) { return key.property == &*property; });
    if (is_again || has_id) continue;  // which changes nothing
    has_id = name == "id";
    if (has_id) {
      order.id_is_descending = is_descending;
    } else {
      order.keys.push_back({&*property, is_descending});
    }
  }
}

bool is_id(const Json& json, IdType type) {
  return type == IdType::text ? json.is_string() : json.is_number_integer();
}

Json parse_position(std::string_view name, std::string_view text, const SortOrder& order, IdType type) {
  Json position = Json::array();
  if (!order.keys.empty()) {
    position = Json::parse(text, nullptr, false);
  } else if (type == IdType::text) {
    position.push_back(text);
  } else if (const auto id = parse_integer(text); id && *id >= 0) {
    position.push_back(*id);
  }
  const bool is_position = position.is_array() && position.size() == order.keys.size() + 1 &&
                           is_id(position.back(), type) &&
                           std::all_of(position.begin(), position.end(), [](const Json& value) {
                             return value.is_null() || value.is_number() || value.is_string();
                           });
  if (is_position) return position;
  throw HttpError(
      400, fmt::format("{}={}: is no place in this order; take the \"next\" and \"prev\" links as they are",
                       name, clipped(text)));
}

}  // namespace

bool is_sortable(const Queryable& queryable) {
  return is_simple(queryable);
}

Parameters items_parameters(const HttpRequest& request, std::span<const std::string_view> filters) {
  return {request, {"limit", "after", "before", "sortby", "properties", "f", "crs"}, filters};
}

PageRequest parse_page(const Parameters& parameters, std::span<const Queryable> queryables, IdType id,
                       std::int64_t limit) {
  PageRequest page{.order = {}, .limit = limit};
  if (const auto text = parameters.find("limit")) page.limit = parse_limit(*text);
  if (const auto text = parameters.find("sortby")) parse_sortby(*text, queryables, page.order);
  const auto after = parameters.find("after");
  const auto before = parameters.find("before");
  if (after && before) throw HttpError(400, "a page begins after or ends before a feature; give one of both");
  if (after) page.order.from = parse_position("after", *after, page.order, id);
  if (before) page.order.from = parse_position("before", *before, page.order, id);
  page.order.is_backwards = before.has_value();
  return page;
}

std::string position_text(const Json& position) {
  if (position.size() > 1) return to_text(position);
  return position[0].is_string() ? position[0].get<std::string>() : to_text(position[0]);
}

Json position_of(const SortOrder& order, const Json& id, const Json& properties) {
  Json position = Json::array();
  for (const SortKey& key : order.keys) position.push_back(properties.at(std::string(key.property->name)));
  position.push_back(id);
  return position;
}

ListPage cut_page(std::vector<ListedFeature> list, const PageRequest& page) {
  const SortOrder& order = page.order;
  const auto is_before = [&](const ListedFeature& one, const ListedFeature& other) {
    return comes_before(order, one.position, other.position);
  };
  std::sort(list.begin(), list.end(), is_before);
  const ListedFeature from{.position = order.from, .index = 0};
  const auto limit = static_cast<std::ptrdiff_t>(page.limit);
  auto begin = list.begin();
  auto end = list.end();
  if (order.is_backwards) {
    end = std::lower_bound(list.begin(), list.end(), from, is_before);
    begin = end - std::min(limit, end - list.begin());
  } else {
    if (!order.from.is_null()) begin = std::upper_bound(list.begin(), list.end(), from, is_before);
    end = begin + std::min(limit, list.end() - begin);
  }
  return {.features = {begin, end}, .has_previous = begin != list.begin(), .has_next = end != list.end()};
}

}  // namespace photomap
