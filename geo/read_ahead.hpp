// Reading a source on one core while another stores what has been read.
#pragma once

#include "geo/record_visitor.hpp"

#include <functional>

namespace photomap {

/// Runs `read` in a thread of its own, a thousand records ahead of `visitor`, which is called in this one,
/// in order. What either throws, this function throws, when both have stopped. `read` gets a visitor that it
/// must use alone.
void read_ahead(const std::function<void(RecordVisitor&)>& read, RecordVisitor& visitor);

}  // namespace photomap
