#include "geo/explanation.hpp"

#include <vector>

namespace photomap {

namespace {

// Factors nearer to 1 say nothing.
constexpr double kSaysSomething = 1.2;

std::string list_factors(const std::vector<Factor>& factors, bool are_for) {
  std::string words;
  // The first is how well known the place is, where beliefs start from.
  for (std::size_t i = 1; i < factors.size(); ++i) {
    const double value = factors[i].value;
    const bool counts = are_for ? value >= kSaysSomething : value <= 1 / kSaysSomething;
    if (counts) words += (words.empty() ? "" : ", ") + std::string(factors[i].why);
  }
  return words;
}

}  // namespace

std::string_view role_name(Role role) {
  switch (role) {
    case Role::at: return "at";
    case Role::camera: return "camera";
    case Role::named: return "named";
    case Role::towards: return "towards";
    case Role::from: return "from";
    case Role::backdrop: return "backdrop";
    case Role::embedded: return "embedded";
  }
  return {};
}

std::string name_with_surroundings(const Gazetteer& gazetteer, PlaceNumber place, std::string_view language) {
  std::string words(gazetteer.display_name(place, language));
  std::string last = words;
  for (const PlaceNumber outer : gazetteer.ancestors(place)) {
    std::string name(gazetteer.display_name(outer, language));
    if (name != last) words += ", " + name;
    last = std::move(name);
  }
  return words;
}

std::string describe_meaning(const Gazetteer& gazetteer, const Meaning& meaning) {
  std::string words = name_with_surroundings(gazetteer, meaning.number, {});
  const std::string pros = list_factors(meaning.factors, true);
  const std::string cons = list_factors(meaning.factors, false);
  if (!pros.empty()) words += "; for it: " + pros;
  if (!cons.empty()) words += "; against it: " + cons;
  return words;
}

}  // namespace photomap
