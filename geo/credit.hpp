// The credit that ends a caption: "Photo: NAME/Month-YYYY".
#pragma once

#include "geo/dates.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace photomap {

/// A text taken apart at its mark: "Market in Osh (Photo: Jane Doe)" is "Market in Osh" and "Jane Doe". Both
/// point into the text, trimmed; either may be empty.
struct CreditedText {
  std::string_view caption;
  std::string_view credit;
};

/// Parts a text at its last "Photo:", in English, French, German or Russian, in any case; "Photo by" and
/// "Crédit photo :" count too. Empty if there is none, or more than 400 bytes behind it.
std::optional<CreditedText> split_credit(std::string_view text);

struct Credit {
  std::string name;  ///< as written, its agency included: "Jane Doe/AFP"
  std::optional<DateInterval> taken;
  std::string bad_date;  ///< what stands for a date and is none
};

/// Name and date of a credit. A date stands after "/" or "," or in brackets and takes all the rest:
/// "X / May 12, 2023", "X (2023-05-12)", "X/05/2023". Of "X/Foo-2023" only the year tells that a date was
/// meant; "Jane Doe/AFP" and "Jane Doe/France 24" are names.
Credit parse_credit(std::string_view credit);

}  // namespace photomap
