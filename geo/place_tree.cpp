#include "geo/place_tree.hpp"

#include <utility>

namespace photomap {

void PlaceTree::add(const std::string& id, const std::string& parent_id, const std::string& country,
                    bool is_country) {
  ids_.insert(id);
  if (!parent_id.empty()) by_parent_[parent_id].push_back(id);
  if (country.empty()) return;
  by_country_[country].push_back(id);
  if (is_country) code_of_[id] = country;
}

std::vector<std::string> PlaceTree::within(const std::vector<std::string>& ids) const {
  std::set<std::string> found;
  std::vector<std::string> open = ids;
  const auto add_parts = [&open](const Parts& parts, const std::string& of) {
    if (const auto these = parts.find(of); these != parts.end())
      open.insert(open.end(), these->second.begin(), these->second.end());
  };
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    if (!found.insert(id).second) continue;  // also where somebody wrote a circle
    add_parts(by_parent_, id);
    if (const auto code = code_of_.find(id); code != code_of_.end()) add_parts(by_country_, code->second);
  }
  return {found.begin(), found.end()};
}

}  // namespace photomap
