// The features of a GeoJSON text of any length, one by one, as JSON texts of their own.
#pragma once

#include "geo/line_reader.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace photomap {

/// One element of a FeatureCollection's `features`, or a Feature that stands alone.
struct FeatureText {
  int line = 0;           ///< 1-based, where it begins
  std::string_view json;  ///< braces and quotes match; more has not been checked
};

/// Finds where values begin and end, by braces, brackets and quotes, and leaves the rest to a parser: so a
/// bad feature spoils no other. Holds no more than a feature and a piece of the text. RFC 7946, 3.3; members
/// may stand before and behind `features`.
class FeatureScanner {
 public:
  /// `name` is what errors call the text.
  FeatureScanner(TextPieces pieces, std::string name);

  /// False at the end. The feature is there until the next is asked for. Throws SourceError where the text is
  /// no JSON that goes on, breaks off, or names coordinates other than WGS 84's.
  bool next(FeatureText& feature);

 private:
  bool fill();
  /// The next byte, without stepping over it; 0 at the end.
  char peek();
  void skip_space();
  void expect(char wanted);
  /// Steps over a string, number, object or array. Returns where it begins in `buffer_`, which stays there.
  std::string_view take_value();
  void skip_string();
  bool read_member(std::string_view& key);
  bool open_object(FeatureText& feature);
  void close_object();
  void keep_from_here();
  [[noreturn]] void fail(const std::string& what);

  TextPieces pieces_;
  std::string name_;
  std::string buffer_;
  std::size_t kept_ = 0;  ///< what stands before it in `buffer_` may go
  std::size_t at_ = 0;
  int line_ = 1;  ///< of kept_
  bool is_at_end_ = false;
  bool is_in_features_ = false;
  bool has_begun_ = false;
};

}  // namespace photomap
