// CQL2 (OGC 21-065r2): a filter as a value, be it told as text or as JSON.
#pragma once

#include "geo/cql2_geometry.hpp"

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// What is wrong with a filter, where, and what was expected; for who wrote it.
class Cql2Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// `day` and `time` are instants, to the day and to the second or finer.
enum class Cql2Type { boolean, number, text, day, time, interval, geometry, array };

/// For messages: "a number".
std::string_view name(Cql2Type type);

/// A property that filters may name.
struct Queryable {
  std::string_view name;
  std::string_view title;
  Cql2Type type = Cql2Type::text;
  std::string_view column;       ///< its value as SQL, and only of what the program itself wrote
  std::string_view format = {};  ///< of its JSON schema, where that is more than the type
  std::string_view role = {};    ///< x-ogc-role (OGC 23-058)
  bool is_integer = false;
  std::string_view index = {};      ///< of a geometry, the R-tree of its table
  std::string_view index_key = {};  ///< the column of a row that the R-tree knows it by
};

/// A part of a filter.
struct Cql2Node {
  enum class Kind { boolean, number, text, day, time, open_end, interval, geometry, array, property, call };

  Kind kind = Kind::boolean;
  /// A text; an instant as ISO 8601, a time with nine decimals of its second in UTC; the name of a property;
  /// the operator or function, as JSON writes it, "negate" for the sign.
  std::string text = {};
  double number = 0;  ///< not 0 is true
  std::shared_ptr<const Geometry> geometry = nullptr;
  /// Of an operator in the order of JSON, the list of IN after the value; the two ends of an interval; the
  /// elements of an array.
  std::vector<Cql2Node> args = {};
  std::string where = {};     ///< in the text of the filter, for messages
  bool is_in_parens = false;  ///< only numbers, properties and predicates may be

  // Filled by check_cql2:
  Cql2Type type = Cql2Type::boolean;
  const Queryable* queryable = nullptr;
};

/// What filters can be about, and where.
struct Cql2Context {
  std::span<const Queryable> queryables;
  GeometryCrs crs = {};
};

/// A filter whose properties are known and whose types fit. Immutable.
using Cql2 = std::shared_ptr<const Cql2Node>;

inline constexpr std::size_t kMostCql2Bytes = 64 * 1024;
inline constexpr int kDeepestCql2 = 48;

/// By the grammar of its annex B. Throws Cql2Error.
Cql2 parse_cql2_text(std::string_view text, const Cql2Context& context);
/// By the schema of its annex C. Throws Cql2Error.
Cql2 parse_cql2_json(std::string_view text, const Cql2Context& context);

/// That a property has this value, told as in a query parameter: the text itself, "1.5", "true",
/// "2022-06-01". Throws Cql2Error for what is no value of its type. The property's type is a scalar.
Cql2 parse_equality(const Queryable& queryable, std::string_view value, const Cql2Context& context);

/// All of these, of which some may be null; null where all are.
Cql2 all_of(const std::vector<Cql2>& filters);

/// Finds properties, gives each part its type and throws Cql2Error where one does not fit.
void check_cql2(Cql2Node& filter, std::span<const Queryable> queryables);

/// A function of ours.
struct Cql2Function {
  std::string_view name;
  std::string_view description;
  Cql2Type returns = Cql2Type::number;
  /// A `day` also takes a time.
  std::vector<Cql2Type> arguments;
};
std::span<const Cql2Function> cql2_functions();
/// In any case of its letters; null for a name that is none.
const Cql2Function* find_cql2_function(std::string_view name);

}  // namespace photomap
