// Other names under which a source has what we call caption, credit, ...
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// The names that records are read by: those of geo/photo_properties.hpp, and lon and lat.
bool is_field_of_records(std::string_view name);

/// Pairs of our name and theirs. Of a name that is in none of them, both are the same.
class FieldMap {
 public:
  FieldMap() = default;

  /// Adds "caption=title,credit=author". Returns what is wrong with it; empty where nothing is, and only then
  /// anything is added.
  std::string add(std::string_view text);

  /// What we call a field of the source; empty where that is nothing of ours.
  std::string_view ours(std::string_view theirs) const;
  /// What the source calls a field of ours.
  std::string_view theirs(std::string_view ours) const;
  bool is_empty() const { return pairs_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

}  // namespace photomap
