// Sorting more than the memory holds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <queue>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace photomap {

/// Records of one size that know their order (<). Up to `most_in_memory` of them are sorted where they are;
/// more are written to a temporary file that nobody sees, sorted in runs, and merged.
template <typename Record>
class ExternalSort {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  explicit ExternalSort(std::size_t most_in_memory = std::size_t{1} << 19) : most_(most_in_memory) {}

  /// Throws std::runtime_error where the disk is full.
  void add(const Record& record) {
    if (records_.size() == most_) write_run();
    records_.push_back(record);
    ++size_;
  }

  std::uint64_t size() const { return size_; }

  /// All of them, ascending; then it is empty.
  template <typename Visit>
  void drain(Visit visit) {
    std::sort(records_.begin(), records_.end());
    if (runs_.empty()) {
      for (const Record& record : records_) visit(record);
    } else {
      write_run();
      std::vector<Record>().swap(records_);
      merge(visit);
    }
    *this = ExternalSort(most_);
  }

 private:
  // A part of the file, read from its beginning.
  struct Run {
    std::uint64_t at = 0;  // in records
    std::uint64_t end = 0;
    std::vector<Record> piece = {};
    std::size_t next = 0;
  };

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void write_run() {
    std::sort(records_.begin(), records_.end());
    if (!file_) file_.reset(std::tmpfile());
    if (!file_ ||
        std::fwrite(records_.data(), sizeof(Record), records_.size(), file_.get()) != records_.size())
      throw std::runtime_error("the folder for temporary files is full or may not be written to; make room");
    const std::uint64_t begin = runs_.empty() ? 0 : runs_.back().end;
    runs_.push_back({begin, begin + records_.size()});
    records_.clear();
  }

  // The run's next record; false at its end.
  bool read(Run& run, Record& record) {
    constexpr std::uint64_t kPiece = 4096;
    if (run.next == run.piece.size()) {
      run.piece.resize(std::min(kPiece, run.end - run.at));
      run.next = 0;
      if (run.piece.empty()) return false;
      std::fseek(file_.get(), static_cast<long>(run.at * sizeof(Record)), SEEK_SET);
      if (std::fread(run.piece.data(), sizeof(Record), run.piece.size(), file_.get()) != run.piece.size())
        throw std::runtime_error("a temporary file can't be read back; check the disk");
      run.at += run.piece.size();
    }
    record = run.piece[run.next++];
    return true;
  }

  template <typename Visit>
  void merge(Visit& visit) {
    using Head = std::pair<Record, std::size_t>;  // with the number of its run
    const auto is_later = [](const Head& a, const Head& b) { return b.first < a.first; };
    std::priority_queue<Head, std::vector<Head>, decltype(is_later)> heads(is_later);
    Record record;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (read(runs_[i], record)) heads.emplace(record, i);
    }
    while (!heads.empty()) {
      const auto [least, run] = heads.top();
      heads.pop();
      visit(least);
      if (read(runs_[run], record)) heads.emplace(record, run);
    }
  }

  std::size_t most_;
  std::uint64_t size_ = 0;
  std::vector<Record> records_;
  std::vector<Run> runs_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace photomap
