// Which places contain which, of those that a photo database has.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// Thread safe once it is filled.
class PlaceTree {
 public:
  /// `parent_id` is empty where nothing is known to contain it; `country` is its code, or empty. A country
  /// contains all places of its code.
  void add(const std::string& id, const std::string& parent_id, const std::string& country, bool is_country);

  bool has(std::string_view id) const { return ids_.contains(id); }
  /// These and all places in them, ascending.
  std::vector<std::string> within(const std::vector<std::string>& ids) const;

 private:
  using Parts = std::map<std::string, std::vector<std::string>, std::less<>>;

  std::set<std::string, std::less<>> ids_;
  Parts by_parent_;
  Parts by_country_;                                         ///< by code
  std::map<std::string, std::string, std::less<>> code_of_;  ///< of countries
};

}  // namespace photomap
