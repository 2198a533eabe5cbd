#include "geo/point_row_runs.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <queue>
#include <span>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;  // of a run, read at once

std::string_view bytes_of(const PointRow& row) {
  return {reinterpret_cast<const char*>(&row), sizeof row};
}

PointRow row_at(std::string_view bytes) {
  PointRow row;
  std::memcpy(&row, bytes.data(), sizeof row);
  return row;
}

}  // namespace

void PointRowRuns::add(const PointRow& row, std::string_view record) {
  if (bytes_.size() + sizeof row + record.size() > run_bytes_) write_run();
  if (bytes_.empty()) bytes_.reserve(run_bytes_);
  places_.push_back({row.code, bytes_.size()});
  bytes_.append(bytes_of(row)).append(record);
}

void PointRowRuns::write_run() {
  std::sort(places_.begin(), places_.end(),
            [](const Place& a, const Place& b) { return std::pair(a.code, a.at) < std::pair(b.code, b.at); });
  const std::uint64_t begin = file_.size();
  for (const Place& place : places_) {
    const std::string_view rest = std::string_view(bytes_).substr(place.at);
    file_.append(rest.substr(0, sizeof(PointRow) + row_at(rest).record_bytes));
  }
  runs_.push_back({begin, file_.size()});
  places_.clear();
  bytes_.clear();
}

// A run from its beginning to its end.
class PointRowRuns::Reader {
 public:
  Reader(const OutputFile& file, const Run& run) : file_(&file), next_(run.begin), end_(run.end) {}

  // Moves on to the next row; false at the end.
  bool advance() {
    piece_.remove_prefix(size_);
    size_ = 0;
    if (piece_.empty() && next_ == end_) return false;
    load(sizeof(PointRow));
    row_ = row_at(piece_);
    size_ = sizeof(PointRow) + row_.record_bytes;
    load(size_);
    return true;
  }
  const PointRow& row() const { return row_; }
  std::string_view record() const { return piece_.substr(sizeof(PointRow), row_.record_bytes); }

 private:
  // Until at least so many bytes are there.
  void load(std::size_t bytes) {
    if (piece_.size() >= bytes) return;
    const std::size_t more = std::min<std::uint64_t>(std::max(bytes, kPiece), end_ - next_);
    std::string piece(piece_);
    piece.resize(piece_.size() + more);
    file_->read(next_, std::span(piece).last(more));
    next_ += more;
    bytes_ = std::move(piece);
    piece_ = bytes_;
  }

  const OutputFile* file_;
  std::uint64_t next_;  // that has not been read
  std::uint64_t end_;
  std::string bytes_;
  std::string_view piece_;  // from the row on, of `bytes_`
  std::size_t size_ = 0;    // of the row and its record
  PointRow row_;
};

bool PointRowRuns::merge(const std::function<bool(const PointRow&, std::string_view record)>& visit) {
  if (!places_.empty()) write_run();
  std::string().swap(bytes_);
  file_.flush();
  std::vector<Reader> readers;
  readers.reserve(runs_.size());
  for (const Run& run : runs_) readers.emplace_back(file_, run);
  using Head = std::pair<std::uint64_t, std::size_t>;  // the code of a run's next row, and the run
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  const auto advance = [&](std::size_t run) {
    if (readers[run].advance()) heads.emplace(readers[run].row().code, run);
  };
  for (std::size_t run = 0; run < readers.size(); ++run) advance(run);
  while (!heads.empty()) {
    const std::size_t run = heads.top().second;
    heads.pop();
    if (!visit(readers[run].row(), readers[run].record())) return false;
    advance(run);
  }
  return true;
}

}  // namespace photomap
