#include "geo/rtree_bulk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::size_t kNodeHeader = 4;  // depth of the tree, only in the root; number of cells
constexpr std::size_t kCell = 24;       // id or number of the child; four floats, all big-endian
constexpr std::int64_t kRoot = 1;

float round_down(double value) {
  const auto nearest = static_cast<float>(value);
  return nearest <= value ? nearest : std::nextafter(nearest, -std::numeric_limits<float>::infinity());
}

float round_up(double value) {
  const auto nearest = static_cast<float>(value);
  return nearest >= value ? nearest : std::nextafter(nearest, std::numeric_limits<float>::infinity());
}

std::uint32_t in_units(double degrees, double half_range) {
  const double fraction = (degrees + half_range) / (2 * half_range);
  return static_cast<std::uint32_t>(fraction * std::numeric_limits<std::uint32_t>::max());
}

// How far along the Hilbert curve a point lies.
std::uint64_t hilbert_order(LonLat point) {
  std::uint32_t x = in_units(point.lon, 180);
  std::uint32_t y = in_units(point.lat, 90);
  std::uint64_t order = 0;
  for (std::uint32_t bit = std::uint32_t{1} << 31; bit > 0; bit >>= 1) {
    const bool right = (x & bit) != 0;
    const bool upper = (y & bit) != 0;
    order = (order << 2) | static_cast<unsigned>((right ? 3 : 0) ^ (upper ? 1 : 0));
    if (upper) continue;
    if (right) {
      x = ~x;
      y = ~y;
    }
    std::swap(x, y);
  }
  return order;
}

template <typename Number>
void append_big_endian(std::string& bytes, Number number) {
  for (int shift = 8 * (static_cast<int>(sizeof number) - 1); shift >= 0; shift -= 8)
    bytes += static_cast<char>(static_cast<unsigned char>(number >> shift));
}

// Where the `part`-th of `parts` parts begins that share `count` things evenly.
std::uint64_t part_begin(std::uint64_t count, std::uint64_t parts, std::uint64_t part) {
  return count / parts * part + count % parts * part / parts;
}

struct NodeOfRow {
  std::int64_t id = 0;
  std::int64_t node = 0;
  friend bool operator<(const NodeOfRow& a, const NodeOfRow& b) { return a.id < b.id; }
};

}  // namespace

// Writes the three tables behind an R-tree, level by level from the leaves up. Nodes are numbered as they are
// written, so that each table grows at its end; the root is number 1 by definition.
class RtreeBulk::Writer {
 public:
  Writer(Connection& connection, const std::string& table)
      : node_size_(static_cast<std::size_t>(
            connection.query_int64(fmt::format("SELECT length(data) FROM {}_node WHERE nodeno = 1", table)))),
        put_node_(connection.prepare(fmt::format("INSERT INTO {}_node (nodeno, data) VALUES (?, ?)", table))),
        put_row_(
            connection.prepare(fmt::format("INSERT INTO {}_rowid (rowid, nodeno) VALUES (?, ?)", table))),
        put_parent_(connection.prepare(
            fmt::format("INSERT INTO {}_parent (nodeno, parentnode) VALUES (?, ?)", table))) {
    connection.execute(
        fmt::format("DELETE FROM {0}_node; DELETE FROM {0}_rowid; DELETE FROM {0}_parent", table));
  }

  void write(ExternalSort<Point>& points) {
    std::vector<Box> boxes = write_leaves(points);
    std::int64_t first_child = kRoot + 1;
    for (int depth = 1; boxes.size() > 1; ++depth) boxes = write_level(boxes, first_child, depth);
    rows_.drain([&](const NodeOfRow& row) { put_row_.run(row.id, row.node); });
  }

 private:
  std::uint64_t count_nodes(std::uint64_t cells) const {
    const std::uint64_t most = (node_size_ - kNodeHeader) / kCell;
    return cells == 0 ? 1 : (cells + most - 1) / most;
  }

  void begin_node(int depth_of_root, std::uint64_t cells) {
    bytes_.clear();
    append_big_endian(bytes_, static_cast<std::uint16_t>(depth_of_root));
    append_big_endian(bytes_, static_cast<std::uint16_t>(cells));
    box_ = std::nullopt;
  }

  void add_cell(std::int64_t id, const Box& box) {
    append_big_endian(bytes_, static_cast<std::uint64_t>(id));
    for (const float edge : box.edges) append_big_endian(bytes_, std::bit_cast<std::uint32_t>(edge));
    if (!box_) box_ = box;
    for (const std::size_t least : {0U, 2U}) {
      box_->edges[least] = std::min(box_->edges[least], box.edges[least]);
      box_->edges[least + 1] = std::max(box_->edges[least + 1], box.edges[least + 1]);
    }
  }

  // The box around its cells.
  Box end_node(std::int64_t number) {
    bytes_.resize(node_size_, '\0');
    put_node_.reset();
    put_node_.bind(1, number).bind_blob(2, bytes_).step();
    put_node_.reset();
    return box_.value_or(Box{});
  }

  std::vector<Box> write_leaves(ExternalSort<Point>& points) {
    const std::uint64_t cells = points.size();
    const std::uint64_t nodes = count_nodes(cells);
    std::vector<Box> boxes;
    std::uint64_t done = 0;
    std::int64_t number = nodes == 1 ? kRoot : kRoot + 1;
    const auto begin = [&] {
      begin_node(0, part_begin(cells, nodes, boxes.size() + 1) - part_begin(cells, nodes, boxes.size()));
    };
    begin();
    points.drain([&](const Point& point) {
      add_cell(point.id, point.box);
      rows_.add({point.id, number});
      if (++done < part_begin(cells, nodes, boxes.size() + 1)) return;
      boxes.push_back(end_node(number++));
      if (done < cells) begin();
    });
    if (cells == 0) boxes.push_back(end_node(number));
    return boxes;
  }

  // The nodes above those whose boxes are given and whose numbers begin with `first_child`, which becomes
  // their own first number.
  std::vector<Box> write_level(const std::vector<Box>& children, std::int64_t& first_child, int depth) {
    const std::uint64_t nodes = count_nodes(children.size());
    const std::int64_t first = first_child + static_cast<std::int64_t>(children.size());
    std::vector<Box> boxes;
    for (std::uint64_t node = 0; node < nodes; ++node) {
      const std::int64_t number = nodes == 1 ? kRoot : first + static_cast<std::int64_t>(node);
      const std::uint64_t end = part_begin(children.size(), nodes, node + 1);
      std::uint64_t child = part_begin(children.size(), nodes, node);
      begin_node(nodes == 1 ? depth : 0, end - child);
      for (; child < end; ++child) {
        const std::int64_t child_number = first_child + static_cast<std::int64_t>(child);
        add_cell(child_number, children[child]);
        put_parent_.run(child_number, number);
      }
      boxes.push_back(end_node(number));
    }
    first_child = first;
    return boxes;
  }

  std::size_t node_size_;
  Statement put_node_;
  Statement put_row_;
  Statement put_parent_;
  ExternalSort<NodeOfRow> rows_;
  std::string bytes_;
  std::optional<Box> box_;
};

RtreeBulk::RtreeBulk(Connection& connection, std::string table)
    : connection_(connection), table_(std::move(table)) {}

void RtreeBulk::add(std::int64_t id, LonLat point) {
  points_.add(
      {hilbert_order(point), id,
       Box{{round_down(point.lon), round_up(point.lon), round_down(point.lat), round_up(point.lat)}}});
}

void RtreeBulk::replace() {
  Writer(connection_, table_).write(points_);
}

void RtreeBulk::insert() {
  Statement put = connection_.prepare(fmt::format("INSERT INTO {} VALUES (?, ?, ?, ?, ?)", table_));
  points_.drain([&](const Point& point) {
    const auto& [xmin, xmax, ymin, ymax] = point.box.edges;
    put.run(point.id, double{xmin}, double{xmax}, double{ymin}, double{ymax});
  });
}

}  // namespace photomap
