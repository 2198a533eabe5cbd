#include "geo/name_table.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <bit>
#include <queue>
#include <tuple>

namespace photomap {

namespace {

// FNV-1a: stays the same from build to build, which std::hash does not promise.
std::uint32_t hash_of(std::string_view key) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

std::vector<std::uint32_t> build_slots(const NameTable& table) {
  std::vector<std::uint32_t> slots(std::bit_ceil(2 * table.size() + 1));
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t k = 0; k < table.size(); ++k) {
    std::size_t slot = hash_of(table.key(k)) & mask;
    while (slots[slot] != 0) slot = (slot + 1) & mask;
    slots[slot] = k + 1;
  }
  return slots;
}

// Leaves from `size` on, the parent of node n at n / 2; node 1 is the root.
std::vector<float> build_best(const std::vector<float>& weights) {
  const std::size_t leaves = std::bit_ceil(std::max<std::size_t>(weights.size(), 1));
  std::vector<float> best(2 * leaves);
  std::copy(weights.begin(), weights.end(), best.begin() + static_cast<std::ptrdiff_t>(leaves));
  for (std::size_t n = leaves - 1; n > 0; --n) best[n] = std::max(best[2 * n], best[2 * n + 1]);
  return best;
}

// The code points in which keys of one script lie, as far as typing goes.
std::pair<char32_t, char32_t> script_range(char32_t c) {
  constexpr std::pair<char32_t, char32_t> kRanges[] = {{0, 0x036F},      {0x0370, 0x03FF},  {0x0400, 0x052F},
                                                       {0x0530, 0x058F}, {0x0590, 0x05FF},  {0x0600, 0x08FF},
                                                       {0x0900, 0x1FFF}, {0x2000, 0x10FFFF}};
  return *std::find_if(std::begin(kRanges), std::end(kRanges),
                       [c](const auto& range) { return c <= range.second; });
}

// Walks the sorted keys as if they were a tree of code points, with a row of the edit table for each step;
// leaves a branch as soon as no key below it can be near enough.
class SimilarSearch {
 public:
  SimilarSearch(const NameTable& table, std::string_view key, std::size_t edits)
      : table_(table), wanted_(decode(key)), most_(std::min<std::size_t>(edits, 2)) {
    if (!wanted_.empty()) script_ = script_range(wanted_.front());
  }

  std::vector<NameTable::Similar> run() {
    if (wanted_.empty()) return {};
    Row first;
    for (std::size_t j = 0; j <= wanted_.size(); ++j) first.push_back(cell(j));
    walk(0, static_cast<std::uint32_t>(table_.size()), 0, first, {}, 0);
    return std::move(found_);
  }

 private:
  using Row = std::vector<std::uint8_t>;

  // Far more edits than are ever looked for are as good as more, and must not begin anew at 256.
  static std::uint8_t cell(std::size_t edits) {
    return static_cast<std::uint8_t>(std::min<std::size_t>(edits, 200));
  }

  // Signs and digits belong to every script.
  bool is_of_script(char32_t c) const {
    const bool is_ascii_letter = c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return (c >= script_.first && c <= script_.second) || (c < 0x80 && !is_ascii_letter);
  }

  // The keys [low, high) share their first `depth` bytes.
  void walk(std::uint32_t low, std::uint32_t high, std::size_t depth, const Row& row, const Row& before,
            char32_t last) {
    while (low < high && table_.key(low).size() == depth) {
      if (row.back() <= most_) found_.push_back({low, row.back()});
      ++low;
    }
    const std::size_t spent = *std::min_element(row.begin(), row.end());
    if (spent == most_) return follow_exactly(low, high, depth, row, before, last);
    while (low < high) {
      const CodePoint c = first_code_point(table_.key(low).substr(depth));
      if (c.value > script_.second) return;
      const std::uint32_t next = end_of_branch(low, high, depth, c);
      if (is_of_script(c.value)) step(low, next, depth, row, before, last, c);
      low = next;
    }
  }

  // No edit is left but those that a row has paid for: only the letters wanted next can go on, or a swap's
  // second.
  void follow_exactly(std::uint32_t low, std::uint32_t high, std::size_t depth, const Row& row,
                      const Row& before, char32_t last) {
    std::u32string next;
    for (std::size_t j = 0; j < wanted_.size(); ++j) {
      const bool goes_on = row[j] <= most_;
      const bool ends_swap = j > 0 && !before.empty() && before[j - 1] < most_ && wanted_[j] == last;
      if (goes_on) next += wanted_[j];
      if (ends_swap) next += wanted_[j - 1];
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    for (const char32_t letter : next) {
      low = lower_bound(low, high, depth, letter);
      if (low == high) return;
      const CodePoint c = first_code_point(table_.key(low).substr(depth));
      if (c.value != letter) continue;
      const std::uint32_t end = end_of_branch(low, high, depth, c);
      step(low, end, depth, row, before, last, c);
      low = end;
    }
  }

  void step(std::uint32_t low, std::uint32_t high, std::size_t depth, const Row& row, const Row& before,
            char32_t last, CodePoint c) {
    Row next(row.size());
    next[0] = cell(row[0] + 1U);
    for (std::size_t j = 1; j < row.size(); ++j) {
      const std::size_t replaced = row[j - 1] + (wanted_[j - 1] == c.value ? 0U : 1U);
      auto edits = std::min<std::size_t>({replaced, row[j] + 1U, next[j - 1] + 1U});
      if (j > 1 && !before.empty() && wanted_[j - 1] == last && wanted_[j - 2] == c.value)
        edits = std::min<std::size_t>(edits, before[j - 2] + 1U);
      next[j] = cell(edits);
    }
    const std::size_t least = *std::min_element(next.begin(), next.end());
    // A swap may still bring down what is one edit too much now.
    const bool may_swap = least == most_ + 1 && *std::min_element(row.begin(), row.end()) < most_;
    if (least <= most_ || may_swap) walk(low, high, depth + c.size, next, row, c.value);
  }

  // The first key of [low, high) whose code point at `depth` is `letter` or above.
  std::uint32_t lower_bound(std::uint32_t low, std::uint32_t high, std::size_t depth, char32_t letter) const {
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (first_code_point(table_.key(middle).substr(depth)).value < letter) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // Gallops: most branches are short.
  std::uint32_t end_of_branch(std::uint32_t low, std::uint32_t high, std::size_t depth, CodePoint c) const {
    std::uint32_t width = 1;
    while (low + width < high && first_code_point(table_.key(low + width).substr(depth)).value == c.value) {
      low += width;
      width *= 2;
    }
    return lower_bound(low, std::min(high, low + width), depth, c.value + 1);
  }

  const NameTable& table_;
  std::u32string wanted_;
  std::size_t most_;
  std::pair<char32_t, char32_t> script_{};
  std::vector<NameTable::Similar> found_;
};

}  // namespace

NameTableData build_name_table(std::vector<NameEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const NameEntry& a, const NameEntry& b) {
    return std::tie(a.key, b.weight, a.posting) < std::tie(b.key, a.weight, b.posting);
  });
  NameTableData data;
  std::vector<float> weights;
  const std::string* last = nullptr;
  for (const NameEntry& entry : entries) {
    if (last == nullptr || *last != entry.key) {
      data.offsets.push_back(static_cast<std::uint32_t>(data.text.size()));
      data.first_posting.push_back(static_cast<std::uint32_t>(data.postings.size()));
      data.text.insert(data.text.end(), entry.key.begin(), entry.key.end());
      weights.push_back(entry.weight);
      last = &entry.key;
    }
    data.postings.push_back(entry.posting);
  }
  data.offsets.push_back(static_cast<std::uint32_t>(data.text.size()));
  data.first_posting.push_back(static_cast<std::uint32_t>(data.postings.size()));
  data.slots = build_slots(NameTable(data.arrays()));
  data.best = build_best(weights);
  return data;
}

std::string_view NameTable::key(std::uint32_t number) const {
  const std::uint32_t begin = a_.offsets[number];
  return {a_.text.data() + begin, a_.offsets[number + 1] - begin};
}

std::span<const std::uint32_t> NameTable::postings(std::uint32_t number) const {
  const std::uint32_t begin = a_.first_posting[number];
  return a_.postings.subspan(begin, a_.first_posting[number + 1] - begin);
}

std::span<const std::uint32_t> NameTable::find(std::string_view wanted) const {
  if (a_.slots.empty()) return {};
  const std::size_t mask = a_.slots.size() - 1;
  for (std::size_t slot = hash_of(wanted) & mask; a_.slots[slot] != 0; slot = (slot + 1) & mask) {
    if (key(a_.slots[slot] - 1) == wanted) return postings(a_.slots[slot] - 1);
  }
  return {};
}

std::pair<std::uint32_t, std::uint32_t> NameTable::keys_from(std::string_view prefix) const {
  const auto first_where = [&](auto&& is_past) {
    std::uint32_t low = 0;
    auto high = static_cast<std::uint32_t>(size());
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (is_past(key(middle).substr(0, prefix.size()))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  return {first_where([&](std::string_view start) { return start >= prefix; }),
          first_where([&](std::string_view start) { return start > prefix; })};
}

std::vector<std::uint32_t> NameTable::complete(std::string_view prefix, std::size_t limit) const {
  if (size() == 0) return {};
  const auto [low, high] = keys_from(prefix);
  const std::size_t leaves = a_.best.size() / 2;
  // Nodes whose leaves all start so, the best first: each pop is a key, or the two halves of its keys.
  const auto by_weight = [&](std::size_t a, std::size_t b) {
    return a_.best[a] != a_.best[b] ? a_.best[a] < a_.best[b] : a > b;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(by_weight)> nodes(by_weight);
  for (std::size_t a = low + leaves, b = high + leaves; a < b; a /= 2, b /= 2) {
    if (a % 2 == 1) nodes.push(a++);
    if (b % 2 == 1) nodes.push(--b);
  }
  std::vector<std::uint32_t> best;
  while (!nodes.empty() && best.size() < limit) {
    const std::size_t node = nodes.top();
    nodes.pop();
    if (node >= leaves) {
      best.push_back(static_cast<std::uint32_t>(node - leaves));
    } else {
      nodes.push(2 * node);
      nodes.push(2 * node + 1);
    }
  }
  return best;
}

std::vector<NameTable::Similar> NameTable::find_similar(std::string_view wanted, std::size_t edits) const {
  return SimilarSearch(*this, wanted, edits).run();
}

}  // namespace photomap
