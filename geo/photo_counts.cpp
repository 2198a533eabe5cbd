#include "geo/photo_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace photomap {

namespace {

// Months since the year 0, or years, from and to which a photo may have been taken.
struct Period {
  std::int32_t first = 0;
  std::int32_t last = 0;
  friend bool operator==(const Period&, const Period&) = default;
};

std::int32_t number_of(std::chrono::sys_days day, CountedBy by) {
  const std::chrono::year_month_day date(day);
  const std::int32_t year = static_cast<int>(date.year());
  return by == CountedBy::year ? year : year * 12 + static_cast<std::int32_t>(unsigned{date.month()}) - 1;
}

std::string text_of(std::int32_t number, CountedBy by) {
  return by == CountedBy::year ? fmt::format("{:04}", number)
                               : fmt::format("{:04}-{:02}", number / 12, number % 12 + 1);
}

std::string text_of(const Period& period, CountedBy by) {
  const std::string first = text_of(period.first, by);
  return period.first == period.last ? first : first + "/" + text_of(period.last, by);
}

template <typename Visit>
void for_each_photo(const PointIndex& index, const PhotoSet* filter, Visit&& visit) {
  if (filter != nullptr) return filter->for_each(0, index.size(), visit);
  for (PhotoNumber photo = 0; photo < index.size(); ++photo) visit(photo);
}

// How often each number stands in a column, for the photos that pass.
template <typename Number>
std::vector<std::int64_t> count_numbers(const PointIndex& index, const PhotoSet* filter,
                                        std::span<const Number> column, std::size_t numbers) {
  std::vector<std::int64_t> counts(numbers);
  for_each_photo(index, filter, [&](PhotoNumber photo) { ++counts[column[photo]]; });
  return counts;
}

}  // namespace

void PhotoCounts::add(std::string_view value, std::string_view name, std::int64_t count) {
  if (count == 0) return;
  auto group = groups_.find(value);
  if (group == groups_.end()) {
    group = groups_.try_emplace(std::string(value)).first;
    group->second.value = value;
    group->second.name = name;
  }
  group->second.count += count;
}

void PhotoCounts::add(const PointIndex& index, const PhotoSet* filter) {
  const PointArrays& a = index.arrays();
  const auto add_numbers = [&](const auto& column, std::span<const TextNumber> values,
                               std::span<const TextNumber> names) {
    const auto counts = count_numbers(index, filter, column, values.size());
    for (std::size_t number = 0; number < counts.size(); ++number)
      add(index.text(values[number]), names.empty() ? std::string_view() : index.text(names[number]),
          counts[number]);
  };
  switch (by_) {
    case CountedBy::essay: return add_numbers(a.essay, a.essays, a.essay_titles);
    case CountedBy::country: return add_numbers(a.country, a.countries, {});
    case CountedBy::photographer: return add_numbers(a.photographer, a.photographers, {});
    case CountedBy::place: return add_places(index, filter);
    case CountedBy::month:
    case CountedBy::year: return add_days(index, filter);
  }
}

void PhotoCounts::add_places(const PointIndex& index, const PhotoSet* filter) {
  // By id and name as they lie in the index, which may hold the same text twice.
  std::unordered_map<std::uint64_t, std::int64_t> counts;
  for_each_photo(index, filter, [&](PhotoNumber photo) {
    const PointRecord record = index.record(photo);
    ++counts[std::uint64_t{record.place_id} << 32 | record.place_name];
  });
  for (const auto& [place, count] : counts)
    add(index.text(static_cast<TextNumber>(place >> 32)), index.text(static_cast<TextNumber>(place)), count);
}

void PhotoCounts::add_days(const PointIndex& index, const PhotoSet* filter) {
  struct Hash {
    std::size_t operator()(const Period& period) const {
      return static_cast<std::size_t>(period.first) * 1'000'003 + static_cast<std::size_t>(period.last);
    }
  };
  const PointArrays& a = index.arrays();
  const auto number = [this](DayNumber day) {
    return number_of(std::chrono::sys_days(std::chrono::days(day)), by_);
  };
  std::unordered_map<Period, std::int64_t, Hash> counts;
  std::int64_t undated = 0;
  for_each_photo(index, filter, [&](PhotoNumber photo) {
    if (a.first_day[photo] == kNoDay) {
      ++undated;
    } else {
      ++counts[{number(a.first_day[photo]), number(a.last_day[photo])}];
    }
  });
  for (const auto& [period, count] : counts) add(text_of(period, by_), {}, count);
  add({}, {}, undated);
}

void PhotoCounts::add(const Photo& photo) {
  switch (by_) {
    case CountedBy::essay: return add(photo.essay_slug, photo.essay_title, 1);
    case CountedBy::place: return add(photo.where.place_id, photo.where.place_name, 1);
    case CountedBy::country: return add(photo.where.country, {}, 1);
    case CountedBy::photographer: return add(photo.record.credit, {}, 1);
    case CountedBy::month:
    case CountedBy::year: break;
  }
  if (!photo.record.taken) return add({}, {}, 1);
  const Period period{number_of(photo.record.taken->first, by_), number_of(photo.record.taken->last, by_)};
  add(text_of(period, by_), {}, 1);
}

std::vector<PhotoGroup> PhotoCounts::finish() && {
  std::vector<PhotoGroup> groups;
  for (auto& [value, group] : groups_) groups.push_back(std::move(group));
  std::stable_sort(groups.begin(), groups.end(), [this](const PhotoGroup& a, const PhotoGroup& b) {
    if (a.value.empty() != b.value.empty()) return b.value.empty();
    return !is_by_time() && a.count > b.count;
  });
  return groups;
}

}  // namespace photomap
