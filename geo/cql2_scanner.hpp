// The text of a filter, token by token (OGC 21-065r2, annex B). White space stands between any two.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace photomap {

class Cql2Scanner {
 public:
  /// Throws Cql2Error for what is no UTF-8, or too long.
  explicit Cql2Scanner(std::string_view text);

  /// Steps over this sign, if it comes next.
  bool eat(std::string_view sign);
  /// The same of a word, in any case of its letters.
  bool eat_word(std::string_view word);
  bool is_at_end();
  /// What stands next, without stepping over it; 0 at the end.
  char peek();
  /// Whether this word stands next.
  bool sees_word(std::string_view word);

  /// An identifier; empty where none stands next.
  std::string_view take_word();
  /// In single quotes, which are doubled or escaped within; empty where no quote stands next.
  std::optional<std::string> take_text();
  /// A name in double quotes; empty where no such quote stands next.
  std::string_view take_quoted_name();
  /// Without a sign; empty where none stands next.
  std::optional<double> take_number();
  /// The same with a sign, if there is one. A sign alone is left where it is.
  std::optional<double> take_signed_number();

  void expect(std::string_view sign);
  void expect_word(std::string_view word);
  /// Throws Cql2Error: what was expected here, and what there is.
  [[noreturn]] void fail(std::string_view expected);
  /// "at character 12", of what stands next.
  std::string where();

 private:
  void skip_space();
  std::string_view word_at(std::size_t begin) const;

  const std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace photomap
