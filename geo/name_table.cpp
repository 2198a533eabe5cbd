#include "geo/name_table.hpp"

#include "geo/fnv.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <queue>
#include <tuple>

namespace photomap {

namespace {

std::uint32_t hash_of(std::string_view key) {
  const std::uint64_t hash = fnv1a(key);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

constexpr std::size_t kRecordHead = 2;  // words: the bytes of the key, the number of postings

std::size_t words_of(std::size_t bytes) {
  return (bytes + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t);
}

// Entries of one key, as they lie in the file.
void append_record(std::vector<std::uint32_t>& records, std::span<const NameEntry> entries) {
  const std::string& key = entries.front().key;
  const std::size_t begin = records.size();
  records.push_back(static_cast<std::uint32_t>(key.size()));
  records.push_back(static_cast<std::uint32_t>(entries.size()));
  records.resize(begin + kRecordHead + words_of(key.size()));
  std::memcpy(&records[begin] + kRecordHead, key.data(), key.size());
  for (const NameEntry& entry : entries) {
    records.push_back(entry.posting.name);
    records.push_back(entry.posting.place);
  }
}

std::vector<NameSlot> build_slots(const NameTable& table, std::span<const std::uint32_t> keys) {
  std::vector<NameSlot> slots(std::bit_ceil(2 * table.size() + 1));
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t k = 0; k < table.size(); ++k) {
    const std::uint32_t hash = hash_of(table.key(k));
    std::size_t slot = hash & mask;
    while (slots[slot].record != 0) slot = (slot + 1) & mask;
    slots[slot] = {hash, keys[k] + 1};
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

constexpr std::uint32_t kFewKeys = 16;  // are read one by one, without branches

// Makes the branches level by level, so that those of one parent stand together.
class BranchBuilder {
 public:
  explicit BranchBuilder(const NameTable& table) : table_(table) {}

  std::vector<NameBranch> build() {
    const auto size = static_cast<std::uint32_t>(table_.size());
    add(0, {0, size, 0});
    for (std::size_t i = 0; i < branches_.size(); ++i) {
      branches_[i].first_child = static_cast<std::uint32_t>(branches_.size());
      const Range range = ranges_[i];
      if (range.end - range.begin > kFewKeys) add_children(range);
    }
    branches_.push_back({0, size, static_cast<std::uint32_t>(branches_.size())});
    return std::move(branches_);
  }

 private:
  // Keys that share their first `depth` bytes.
  struct Range {
    std::uint32_t begin;
    std::uint32_t end;
    std::size_t depth;
  };

  void add(char32_t letter, Range range) {
    branches_.push_back({letter, range.begin, 0});
    ranges_.push_back(range);
  }

  void add_children(Range range) {
    if (table_.key(range.begin).size() == range.depth) ++range.begin;
    while (range.begin < range.end) {
      const CodePoint c = letter_of(range.begin, range.depth);
      std::uint32_t end = range.begin + 1;
      while (end < range.end && letter_of(end, range.depth).value == c.value) ++end;
      add(c.value, {range.begin, end, range.depth + c.size});
      range.begin = end;
    }
  }

  CodePoint letter_of(std::uint32_t key, std::size_t depth) const {
    return first_code_point(table_.key(key).substr(depth));
  }

  const NameTable& table_;
  std::vector<NameBranch> branches_;
  std::vector<Range> ranges_;
};

// The code points in which keys of one script lie, as far as typing goes.
std::pair<char32_t, char32_t> script_range(char32_t c) {
  constexpr std::pair<char32_t, char32_t> kRanges[] = {{0, 0x036F},      {0x0370, 0x03FF},  {0x0400, 0x052F},
                                                       {0x0530, 0x058F}, {0x0590, 0x05FF},  {0x0600, 0x08FF},
                                                       {0x0900, 0x1FFF}, {0x2000, 0x10FFFF}};
  return *std::find_if(std::begin(kRanges), std::end(kRanges),
                       [c](const auto& range) { return c <= range.second; });
}

// Walks the tree over the keys with a row of the edit table for each step; leaves a branch as soon as no key
// below it can be near enough.
class SimilarSearch {
 public:
  SimilarSearch(const NameTable& table, const NameTableArrays& arrays, std::string_view key,
                std::size_t edits)
      : table_(table),
        branches_(arrays.branches),
        wanted_(decode(key)),
        most_(static_cast<std::uint8_t>(std::min(edits, kMostEdits))) {
    if (!wanted_.empty()) script_ = script_range(wanted_.front());
  }

  std::vector<NameTable::Similar> run() {
    if (wanted_.empty() || branches_.empty()) return {};
    Step root;
    for (std::size_t k = kMostEdits; k < kBand; ++k) root.row[k] = static_cast<std::uint8_t>(k - kMostEdits);
    root.before.fill(kTooMany);
    walk(0, static_cast<std::uint32_t>(table_.size()), root);
    return std::move(found_);
  }

 private:
  static constexpr std::size_t kMostEdits = 2;
  // Only the part of a row that so many edits can reach: cell k belongs to the letter that is k - 2 after the
  // one as far in the wanted key as the row is in the other.
  static constexpr std::size_t kBand = 2 * kMostEdits + 1;
  static constexpr std::uint8_t kTooMany = 100;
  using Row = std::array<std::uint8_t, kBand>;

  // As far as the walk has come.
  struct Step {
    Row row = {kTooMany, kTooMany, kTooMany, kTooMany, kTooMany};
    Row before{};           // one letter earlier
    char32_t last = 0;      // the letter it came by
    std::size_t depth = 0;  // letters
    std::size_t bytes = 0;
  };

  // Signs and digits belong to every script.
  bool is_of_script(char32_t c) const {
    const bool is_ascii_letter = c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return (c >= script_.first && c <= script_.second) || (c < 0x80 && !is_ascii_letter);
  }

  // The keys of a branch, up to `end`.
  void walk(std::uint32_t number, std::uint32_t end, const Step& step) {
    const NameBranch& branch = branches_[number];
    const auto children =
        branches_.subspan(branch.first_child, branches_[number + 1].first_child - branch.first_child);
    if (children.empty()) {
      for (std::uint32_t key = branch.first_key; key < end; ++key) read_to_end(key, step);
      return;
    }
    if (branch.first_key < children.front().first_key) add_if_near(branch.first_key, step);
    const auto visit = [&](std::size_t child) {
      const std::uint32_t child_end = child + 1 < children.size() ? children[child + 1].first_key : end;
      const char32_t letter = children[child].letter;
      if (const auto next = take(step, {letter, encoded_size(letter)}))
        walk(branch.first_child + static_cast<std::uint32_t>(child), child_end, *next);
    };
    if (least(step.row) < most_) {
      for (std::size_t child = 0; child < children.size(); ++child) visit(child);
      return;
    }
    for (const char32_t letter : letters_that_go_on(step)) {
      const auto child = std::lower_bound(children.begin(), children.end(), letter,
                                          [](const NameBranch& b, char32_t l) { return b.letter < l; });
      if (child != children.end() && child->letter == letter)
        visit(static_cast<std::size_t>(child - children.begin()));
    }
  }

  // The rest of one key, letter by letter.
  void read_to_end(std::uint32_t key, Step step) {
    std::string_view rest = table_.key(key);
    if (step.bytes > rest.size()) return;  // bytes that are no UTF-8
    rest.remove_prefix(step.bytes);
    while (!rest.empty()) {
      const CodePoint c = first_code_point(rest);
      const auto next = take(step, c);
      if (!next) return;
      step = *next;
      rest.remove_prefix(c.size);
    }
    add_if_near(key, step);
  }

  void add_if_near(std::uint32_t key, const Step& step) {
    const std::size_t cell = wanted_.size() + kMostEdits - step.depth;  // wraps where the key is too long
    if (cell < kBand && step.row[cell] <= most_) found_.push_back({key, step.row[cell]});
  }

  // No edit is left but those that the row has paid for: only the letters wanted next can go on, or a swap's
  // second. Each once, in their order.
  std::u32string letters_that_go_on(const Step& step) const {
    std::u32string letters;
    for (std::size_t cell = 0; cell < kBand; ++cell) {
      const std::size_t j = step.depth + cell - kMostEdits;  // wraps to a large number before the first
      if (j >= wanted_.size()) continue;
      if (step.row[cell] <= most_) letters += wanted_[j];
      if (j > 0 && step.depth > 0 && step.before[cell] < most_ && wanted_[j] == step.last)
        letters += wanted_[j - 1];
    }
    std::sort(letters.begin(), letters.end());
    letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
    return letters;
  }

  // One letter further; nothing where no key that goes on so can be near enough.
  std::optional<Step> take(const Step& step, CodePoint c) const {
    const std::uint8_t spent = least(step.row);
    if (spent != most_ && !is_of_script(c.value)) return std::nullopt;
    Step next{.row = {},
              .before = step.row,
              .last = c.value,
              .depth = step.depth + 1,
              .bytes = step.bytes + c.size};
    for (std::size_t cell = 0; cell < kBand; ++cell) {
      const std::size_t j = next.depth + cell - kMostEdits;  // wraps likewise
      next.row[cell] = kTooMany;
      if (j > wanted_.size()) continue;
      int edits = cell + 1 < kBand ? step.row[cell + 1] + 1 : kTooMany;  // a letter too many
      if (cell > 0) edits = std::min(edits, next.row[cell - 1] + 1);     // one too few
      if (j > 0) edits = std::min(edits, step.row[cell] + (wanted_[j - 1] == c.value ? 0 : 1));
      if (j > 1 && wanted_[j - 1] == step.last && wanted_[j - 2] == c.value)
        edits = std::min(edits, step.before[cell] + 1);
      next.row[cell] = static_cast<std::uint8_t>(std::min<int>(edits, kTooMany));
    }
    // A swap may still bring down what is one edit too much now.
    if (least(next.row) > most_ && spent >= most_) return std::nullopt;
    return next;
  }

  static std::uint8_t least(const Row& row) { return *std::min_element(row.begin(), row.end()); }

  static std::size_t encoded_size(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

  const NameTable& table_;
  std::span<const NameBranch> branches_;
  std::u32string wanted_;
  std::uint8_t most_;
  std::pair<char32_t, char32_t> script_{};
  std::vector<NameTable::Similar> found_;
};

}  // namespace

bool fit_each_other(const NameTableArrays& arrays) {
  const auto& [records, starts, slots, best, branches] = arrays;
  const auto keys = static_cast<std::uint32_t>(starts.size());
  const auto ends_with_the_last_record = [&, &records = records, &starts = starts] {
    const std::size_t head = starts.back();
    return head + kRecordHead <= records.size() &&
           head + kRecordHead + words_of(records[head]) + 2ULL * records[head + 1] == records.size();
  };
  return (keys == 0 ? records.empty() : ends_with_the_last_record()) && std::has_single_bit(slots.size()) &&
         slots.size() > keys && best.size() == 2 * std::bit_ceil(std::max<std::size_t>(keys, 1)) &&
         branches.size() > 1 &&
         branches.back() == NameBranch{0, keys, static_cast<std::uint32_t>(branches.size() - 1)};
}

NameTableData build_name_table(std::vector<NameEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const NameEntry& a, const NameEntry& b) {
    return std::tie(a.key, b.weight, a.posting.name) < std::tie(b.key, a.weight, b.posting.name);
  });
  NameTableData data;
  std::vector<float> weights;
  for (auto first = entries.begin(); first != entries.end();) {
    const auto end =
        std::find_if(first, entries.end(), [&](const NameEntry& entry) { return entry.key != first->key; });
    data.keys.push_back(static_cast<std::uint32_t>(data.records.size()));
    weights.push_back(first->weight);
    append_record(data.records, {first, end});
    first = end;
  }
  data.slots = build_slots(NameTable(data.arrays()), data.keys);
  data.best = build_best(weights);
  data.branches = BranchBuilder(NameTable(data.arrays())).build();
  return data;
}

std::string_view NameTable::key_at(std::uint32_t record) const {
  return {reinterpret_cast<const char*>(&a_.records[record + kRecordHead]), a_.records[record]};
}

std::span<const NamePosting> NameTable::postings_at(std::uint32_t record) const {
  const std::size_t begin = record + kRecordHead + words_of(a_.records[record]);
  return {reinterpret_cast<const NamePosting*>(&a_.records[begin]), a_.records[record + 1]};
}

std::string_view NameTable::key(std::uint32_t number) const {
  return key_at(a_.keys[number]);
}

std::span<const NamePosting> NameTable::postings(std::uint32_t number) const {
  return postings_at(a_.keys[number]);
}

std::span<const NamePosting> NameTable::find(std::string_view wanted) const {
  if (a_.slots.empty()) return {};
  const std::size_t mask = a_.slots.size() - 1;
  const std::uint32_t hash = hash_of(wanted);
  for (std::size_t slot = hash & mask; a_.slots[slot].record != 0; slot = (slot + 1) & mask) {
    const std::uint32_t record = a_.slots[slot].record - 1;
    if (a_.slots[slot].hash == hash && key_at(record) == wanted) return postings_at(record);
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
  return SimilarSearch(*this, a_, wanted, edits).run();
}

}  // namespace photomap
