#include "geo/rtree_bulk.hpp"

#include "geo/batch_queue.hpp"

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

// How far along the Hilbert curve a point lies. Without branches, which no processor could foresee.
std::uint64_t hilbert_order(LonLat point) {
  std::uint32_t x = in_units(point.lon, 180);
  std::uint32_t y = in_units(point.lat, 90);
  std::uint64_t order = 0;
  for (int bit = 31; bit >= 0; --bit) {
    const std::uint32_t right = (x >> bit) & 1;
    const std::uint32_t upper = (y >> bit) & 1;
    order = (order << 2) | ((right * 3) ^ upper);
    const std::uint32_t turned = upper - 1;          // all bits of the lower half
    const std::uint32_t mirrored = turned & -right;  // and of its right
    const std::uint32_t swapped = (x ^ y) & turned;
    x ^= swapped ^ mirrored;
    y ^= swapped ^ mirrored;
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

// As it is stored.
struct Node {
  std::int64_t number = 0;
  std::string bytes = {};
};

std::string put_rows_sql(const std::string& table, std::size_t rows) {
  return fmt::format("INSERT INTO {}_rowid (rowid, nodeno) VALUES {}", table, values_sql(rows, 2));
}

}  // namespace

// The bytes of a node, cell by cell.
class RtreeBulk::NodeBuilder {
 public:
  explicit NodeBuilder(std::size_t size) : size_(size) {}

  void begin(int depth_of_root, std::uint64_t cells) {
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
  Box end(std::string& bytes) {
    bytes_.resize(size_, '\0');
    bytes = bytes_;
    return box_.value_or(Box{});
  }

 private:
  std::size_t size_;
  std::string bytes_;
  std::optional<Box> box_;
};

// Writes the three tables behind an R-tree, level by level from the leaves up. Nodes are numbered as they are
// written, so that each table grows at its end; the root is number 1 by definition. What is sorted, and made
// of that, is so in another thread, a little ahead.
class RtreeBulk::Writer {
 public:
  Writer(Connection& connection, const std::string& table)
      : node_size_(static_cast<std::size_t>(
            connection.query_int64(fmt::format("SELECT length(data) FROM {}_node WHERE nodeno = 1", table)))),
        put_node_(connection.prepare(fmt::format("INSERT INTO {}_node (nodeno, data) VALUES (?, ?)", table))),
        put_row_(connection.prepare(put_rows_sql(table, 1))),
        put_rows_(connection.prepare(put_rows_sql(table, kRowsTogether))),
        put_parent_(connection.prepare(
            fmt::format("INSERT INTO {}_parent (nodeno, parentnode) VALUES (?, ?)", table))) {
    connection.execute(
        fmt::format("DELETE FROM {0}_node; DELETE FROM {0}_rowid; DELETE FROM {0}_parent", table));
  }

  void write(ExternalSort<Point>& points) {
    std::vector<Box> boxes = write_leaves(points);
    std::int64_t first_child = kRoot + 1;
    for (int depth = 1; boxes.size() > 1; ++depth) boxes = write_level(boxes, first_child, depth);
    write_rows();
  }

 private:
  static constexpr std::size_t kRowsTogether = 64;  // by one statement, which costs less than one for each

  std::uint64_t count_nodes(std::uint64_t cells) const {
    const std::uint64_t most = (node_size_ - kNodeHeader) / kCell;
    return cells == 0 ? 1 : (cells + most - 1) / most;
  }

  void put(const Node& node) {
    put_node_.reset();
    put_node_.bind(1, node.number).bind_blob(2, node.bytes).step();
    put_node_.reset();
  }

  std::vector<Box> write_leaves(ExternalSort<Point>& points) {
    std::vector<Box> boxes;
    run_ahead<Node>([&](const auto& next) { boxes = make_leaves(points, next); },
                    [&](const Node& node) {
                      put(node);
                      return true;
                    });
    return boxes;
  }

  // In another thread.
  template <typename Next>
  std::vector<Box> make_leaves(ExternalSort<Point>& points, const Next& next) {
    const std::uint64_t cells = points.size();
    const std::uint64_t nodes = count_nodes(cells);
    std::vector<Box> boxes;
    NodeBuilder builder(node_size_);
    std::uint64_t done = 0;
    std::int64_t number = nodes == 1 ? kRoot : kRoot + 1;
    const auto begin = [&] {
      builder.begin(0, part_begin(cells, nodes, boxes.size() + 1) - part_begin(cells, nodes, boxes.size()));
    };
    const auto end = [&] {
      Node& node = next();
      node.number = number++;
      boxes.push_back(builder.end(node.bytes));
    };
    begin();
    points.drain([&](const Point& point) {
      builder.add_cell(point.id, point.box);
      rows_.add({point.id, number});
      if (++done < part_begin(cells, nodes, boxes.size() + 1)) return;
      end();
      if (done < cells) begin();
    });
    if (cells == 0) end();
    return boxes;
  }

  // The nodes above those whose boxes are given and whose numbers begin with `first_child`, which becomes
  // their own first number.
  std::vector<Box> write_level(const std::vector<Box>& children, std::int64_t& first_child, int depth) {
    const std::uint64_t nodes = count_nodes(children.size());
    const std::int64_t first = first_child + static_cast<std::int64_t>(children.size());
    std::vector<Box> boxes;
    NodeBuilder builder(node_size_);
    Node node;
    for (std::uint64_t i = 0; i < nodes; ++i) {
      node.number = nodes == 1 ? kRoot : first + static_cast<std::int64_t>(i);
      const std::uint64_t end = part_begin(children.size(), nodes, i + 1);
      std::uint64_t child = part_begin(children.size(), nodes, i);
      builder.begin(nodes == 1 ? depth : 0, end - child);
      for (; child < end; ++child) {
        const std::int64_t child_number = first_child + static_cast<std::int64_t>(child);
        builder.add_cell(child_number, children[child]);
        put_parent_.run(child_number, node.number);
      }
      boxes.push_back(builder.end(node.bytes));
      put(node);
    }
    first_child = first;
    return boxes;
  }

  void write_rows() {
    std::vector<NodeOfRow> waiting;
    run_ahead<NodeOfRow>([&](const auto& next) { rows_.drain([&](const NodeOfRow& row) { next() = row; }); },
                         [&](const NodeOfRow& row) {
                           waiting.push_back(row);
                           if (waiting.size() == kRowsTogether) put_together(waiting);
                           return true;
                         });
    for (const NodeOfRow& row : waiting) put_row_.run(row.id, row.node);
  }

  void put_together(std::vector<NodeOfRow>& rows) {
    put_rows_.reset();
    int parameter = 0;
    for (const NodeOfRow& row : rows) {
      put_rows_.bind(++parameter, row.id);
      put_rows_.bind(++parameter, row.node);
    }
    put_rows_.step();
    put_rows_.reset();
    rows.clear();
  }

  std::size_t node_size_;
  Statement put_node_;
  Statement put_row_;
  Statement put_rows_;
  Statement put_parent_;
  ExternalSort<NodeOfRow> rows_;
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
