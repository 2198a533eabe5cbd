#include "geo/id_order.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace photomap {

namespace {

constexpr std::uint64_t kMostSlotsPerPhoto = 4;
constexpr PhotoNumber kNoPhoto = UINT32_MAX;

// By writing each photo where its id belongs: ids mostly have few gaps.
std::vector<PhotoNumber> order_in_slots(std::span<const std::int64_t> ids, std::int64_t least,
                                        std::uint64_t slots) {
  std::vector<PhotoNumber> order(slots, kNoPhoto);
  for (PhotoNumber photo = 0; photo < ids.size(); ++photo)
    order[static_cast<std::uint64_t>(ids[photo]) - static_cast<std::uint64_t>(least)] = photo;
  std::erase(order, kNoPhoto);
  order.shrink_to_fit();
  return order;
}

std::vector<PhotoNumber> order_by_id(std::span<const std::int64_t> ids) {
  if (ids.empty()) return {};
  const auto [least, most] = std::minmax_element(ids.begin(), ids.end());
  const std::uint64_t gap = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least);
  if (gap < kMostSlotsPerPhoto * ids.size()) return order_in_slots(ids, *least, gap + 1);
  std::vector<PhotoNumber> order(ids.size());
  for (PhotoNumber photo = 0; photo < ids.size(); ++photo) order[photo] = photo;
  std::sort(order.begin(), order.end(),
            [&](PhotoNumber one, PhotoNumber other) { return ids[one] < ids[other]; });
  return order;
}

// One more than `limit` tells whether there are more.
template <typename Iterator>
IdPage page_of(Iterator begin, Iterator at, Iterator end, const PhotoSet* photos, std::size_t limit) {
  const auto is_in = [photos](PhotoNumber photo) { return photos == nullptr || photos->contains(photo); };
  IdPage page;
  page.has_less = std::any_of(std::make_reverse_iterator(at), std::make_reverse_iterator(begin), is_in);
  for (; at != end; ++at) {
    if (!is_in(*at)) continue;
    page.has_more = page.photos.size() == limit;
    if (page.has_more) break;
    page.photos.push_back(*at);
  }
  return page;
}

}  // namespace

IdOrder::IdOrder(std::span<const std::int64_t> ids) : ids_(ids), by_id_(order_by_id(ids)) {}

IdPage IdOrder::next(const PhotoSet* photos, std::int64_t from, bool descending, std::size_t limit) const {
  if (descending) {
    const auto at = std::partition_point(by_id_.begin(), by_id_.end(),
                                         [&](PhotoNumber photo) { return ids_[photo] < from; });
    return page_of(by_id_.rbegin(), std::make_reverse_iterator(at), by_id_.rend(), photos, limit);
  }
  const auto at = std::partition_point(by_id_.begin(), by_id_.end(),
                                       [&](PhotoNumber photo) { return ids_[photo] <= from; });
  return page_of(by_id_.begin(), at, by_id_.end(), photos, limit);
}

IdPage next_of_few(std::span<const std::int64_t> ids, const PhotoSet& photos, std::int64_t from,
                   bool descending, std::size_t limit) {
  // Ids as numbers that ascend either way.
  const std::int64_t sign = descending ? -1 : 1;
  std::vector<std::pair<std::int64_t, PhotoNumber>> found;
  found.reserve(photos.size());
  photos.for_each(0, static_cast<PhotoNumber>(ids.size()), [&](PhotoNumber photo) {
    const std::int64_t id = ids[photo];
    if (descending ? id < from : id > from) found.emplace_back(sign * id, photo);
  });
  IdPage page{.photos = {}, .has_more = found.size() > limit, .has_less = found.size() < photos.size()};
  limit = std::min(limit, found.size());
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(limit);
  std::nth_element(found.begin(), end, found.end());
  std::sort(found.begin(), end);
  page.photos.reserve(limit);
  for (auto photo = found.begin(); photo != end; ++photo) page.photos.push_back(photo->second);
  return page;
}

}  // namespace photomap
