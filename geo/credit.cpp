#include "geo/credit.hpp"

#include "geo/utf8.hpp"

#include <cstddef>

namespace photomap {

namespace {

constexpr std::size_t kLongestCredit = 400;  // bytes; "Photo:" with more behind it stands in mid-text

// "Crédit photo :" begins before its "photo".
std::string_view without_credit_word(std::string_view before) {
  std::string_view rest = trim_end(before);
  const std::size_t end = rest.size();
  while (ends_in_word(rest)) rest.remove_suffix(last_code_point(rest).size);
  std::string_view word = before.substr(rest.size(), end - rest.size());
  return eat_any(word, {"crédits", "crédit", "credits", "credit"}) && word.empty() ? rest : before;
}

std::optional<CreditedText> split_at(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  std::string_view rest = text.substr(at);
  if (!eat_any(rest, {"photo", "foto", "фото"}) || ends_in_word(before)) return std::nullopt;
  eat_any(rest, {"s"});
  rest = trim_start(rest);
  if (eat_any(rest, {"credits", "credit"})) rest = trim_start(rest);
  if (eat_any(rest, {":", "："})) return CreditedText{without_credit_word(before), rest};
  // "Photo by X" begins a sentence; "she holds a photo by her mother" does not.
  const bool is_start = text[at] == 'P' || !ends_in_word(trim_end(before));
  if (is_start && eat_any(rest, {"by"}) && is_space(first_code_point(rest).value))
    return CreditedText{before, rest};
  return std::nullopt;
}

// What joins a caption to its credit is part of neither: "Market (Photo: X)", "Market – Photo: X".
CreditedText without_joint(CreditedText parts) {
  auto& [caption, credit] = parts;
  caption = trim(caption);
  credit = trim(credit);
  if (caption.ends_with('(')) credit = trim_signs(credit, ").");
  if (caption.ends_with('[')) credit = trim_signs(credit, "].");
  caption = trim_signs(caption, "([|-");
  for (const std::string_view dash : {"–", "—"}) {
    if (caption.ends_with(dash)) caption = trim_end(caption.substr(0, caption.size() - dash.size()));
  }
  return parts;
}

// The full stop after "Photo: Jane Doe." ends the sentence; that after "Doe J." or "Ltd." is the name's.
std::string_view without_full_stop(std::string_view name) {
  if (!name.ends_with('.')) return name;
  const auto word = name.substr(name.find_last_of(" .", name.size() - 2) + 1);
  const bool abbreviation = count_code_points(word) == 2 || word == "Jr." || word == "Sr." ||
                            word == "Inc." || word == "Ltd." || word == "Co.";
  return abbreviation ? name : name.substr(0, name.size() - 1);
}

std::string clean_name(std::string_view name) {
  return std::string(without_full_stop(trim_signs(trim(name), "/,;(-")));
}

}  // namespace

std::optional<CreditedText> split_credit(std::string_view text) {
  const std::size_t stop = text.size() > kLongestCredit ? text.size() - kLongestCredit : 0;
  for (std::size_t at = text.size(); at-- > stop;) {
    if (const auto parts = split_at(text, at)) return without_joint(*parts);
  }
  return std::nullopt;
}

Credit parse_credit(std::string_view credit) {
  credit = trim(credit);
  for (auto at = credit.find_first_of("/,("); at != credit.npos; at = credit.find_first_of("/,(", at + 1)) {
    const auto tail = trim_signs(trim(credit.substr(at + 1)), credit[at] == '(' ? ")." : ".");
    if (!resembles_date(tail)) continue;
    const auto taken = parse_date(tail);
    return {clean_name(credit.substr(0, at)), taken, taken ? "" : std::string(tail)};
  }
  const auto slash = credit.rfind('/');
  if (slash != credit.npos && mentions_date(credit.substr(slash + 1)))
    return {clean_name(credit.substr(0, slash)), std::nullopt, std::string(trim(credit.substr(slash + 1)))};
  return {clean_name(credit), std::nullopt, ""};
}

}  // namespace photomap
