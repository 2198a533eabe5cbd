// What is to be done at the end of a scope.
#pragma once

namespace photomap {

/// Calls when it goes, however that comes.
template <typename Call>
struct AtEnd {
  Call call;
  ~AtEnd() { call(); }
};
template <typename Call>
AtEnd(Call) -> AtEnd<Call>;

}  // namespace photomap
