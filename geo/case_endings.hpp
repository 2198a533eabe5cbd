// Case endings of names, in the languages of captions. Folded (see geo/text.hpp).
#pragma once

#include "geo/caption_rules.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace photomap {

/// Case endings of a name's last word, and what stands there in the nominative. Endings that are the same in
/// several languages stand once.
struct CaseEnding {
  std::string_view ending;  ///< folded
  std::string_view restored;
  std::optional<Role> role;  ///< what the case itself says
  bool is_latin = false;     ///< counts only in captions that have no English or French words
};

inline constexpr std::array kCaseEndings = std::to_array<CaseEnding>({
    // Kazakh and Kyrgyz, the longest first
    {"ындагы", "", Role::at},
    {"дагы", "", Role::at},
    {"деги", "", Role::at},
    {"дағы", "", Role::at},
    {"дегі", "", Role::at},
    {"тағы", "", Role::at},
    {"тегі", "", Role::at},
    {"тагы", "", Role::at},
    {"теги", "", Role::at},
    {"догу", "", Role::at},
    {"дөгү", "", Role::at},
    {"тогу", "", Role::at},
    {"төгү", "", Role::at},
    {"нан", "", Role::from},
    {"нен", "", Role::from},
    {"дан", "", Role::from},
    {"ден", "", Role::from},
    {"тан", "", Role::from},
    {"тен", "", Role::from},
    {"дон", "", Role::from},
    {"дөн", "", Role::from},
    {"тон", "", Role::from},
    {"төн", "", Role::from},
    {"нда", "", Role::at},
    {"нде", "", Role::at},
    {"да", "", Role::at},
    {"де", "", Role::at},
    {"та", "", Role::at},
    {"те", "", Role::at},
    {"до", "", Role::at},
    {"дө", "", Role::at},
    {"то", "", Role::at},
    {"га", "", Role::towards},
    {"ге", "", Role::towards},
    {"ға", "", Role::towards},
    {"қа", "", Role::towards},
    {"ке", "", Role::towards},
    {"ка", "", Role::towards},
    {"го", "", Role::towards},
    {"гө", "", Role::towards},
    {"ко", "", Role::towards},
    {"кө", "", Role::towards},
    {"ның", "", std::nullopt},
    {"нің", "", std::nullopt},
    {"дың", "", std::nullopt},
    {"дің", "", std::nullopt},
    {"тың", "", std::nullopt},
    {"тің", "", std::nullopt},
    {"нын", "", std::nullopt},
    {"нин", "", std::nullopt},
    {"дын", "", std::nullopt},
    {"дин", "", std::nullopt},
    {"тын", "", std::nullopt},
    {"тин", "", std::nullopt},
    {"нун", "", std::nullopt},
    {"дун", "", std::nullopt},
    {"тун", "", std::nullopt},
    // Uzbek, in both its scripts
    {"dagi", "", Role::at, true},
    {"dan", "", Role::from, true},
    {"da", "", Role::at, true},
    {"ga", "", Role::towards, true},
    {"ka", "", Role::towards, true},
    {"qa", "", Role::towards, true},
    {"ning", "", std::nullopt, true},
    {"даги", "", Role::at},
    {"нинг", "", std::nullopt},
    // Russian
    {"ом", "", std::nullopt},
    {"ем", "ь", std::nullopt},
    {"ем", "и", std::nullopt},
    {"ой", "а", std::nullopt},
    {"ои", "а", std::nullopt},
    {"ами", "ы", std::nullopt},
    {"ах", "ы", std::nullopt},
    {"ам", "ы", std::nullopt},
    {"ью", "ь", std::nullopt},
    {"ску", "ск", std::nullopt},
    {"е", "", std::nullopt},
    {"е", "а", std::nullopt},
    {"е", "и", std::nullopt},
    {"е", "ь", std::nullopt},
    {"е", "я", std::nullopt},
    {"а", "", std::nullopt},
    {"у", "", std::nullopt},
    {"у", "а", Role::towards},
    {"ы", "а", std::nullopt},
    {"и", "ь", std::nullopt},
    {"и", "я", std::nullopt},
    {"и", "а", std::nullopt},
    {"я", "ь", std::nullopt},
    {"я", "и", std::nullopt},
    {"ю", "ь", std::nullopt},
    {"ю", "я", Role::towards},
});

}  // namespace photomap
