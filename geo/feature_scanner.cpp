#include "geo/feature_scanner.hpp"

#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kLongestFeature = 1 << 26;
constexpr char kRecordSeparator = 0x1E;  // RFC 8142, 2

bool is_json_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == kRecordSeparator;
}

// RFC 7946, 4, allows no other; GeoJSON of 2008 named them so.
bool is_wgs84(std::string_view crs) {
  return crs == "null" || crs.find("CRS84") != crs.npos || crs.find("4326") != crs.npos;
}

}  // namespace

FeatureScanner::FeatureScanner(TextPieces pieces, std::string name)
    : pieces_(std::move(pieces)), name_(std::move(name)) {
  while (buffer_.size() < kByteOrderMark.size() && fill()) {
  }
  if (buffer_.starts_with(kByteOrderMark)) at_ = kept_ = kByteOrderMark.size();
}

bool FeatureScanner::next(FeatureText& feature) {
  for (;;) {
    skip_space();
    keep_from_here();
    if (!is_in_features_) {
      if (peek() == 0 && has_begun_) return false;
      if (open_object(feature)) return true;
      continue;
    }
    if (peek() == ',') {
      ++at_;
    } else if (peek() == ']') {
      ++at_;
      close_object();
    } else {
      feature.line = line_;
      feature.json = take_value();
      return true;
    }
  }
}

// True where the object is a feature itself, or none; false where its `features` have been reached, or it has
// ended.
bool FeatureScanner::open_object(FeatureText& feature) {
  if (peek() != '{') fail(has_begun_ ? "is no GeoJSON from here on" : "is no GeoJSON, which begins with {");
  has_begun_ = true;
  ++at_;
  for (std::string_view key; read_member(key);) {
    if (key == "\"features\"" && peek() == '[') {
      ++at_;
      is_in_features_ = true;
      return false;
    }
    const bool is_crs = key == "\"crs\"";
    const std::string_view value = take_value();
    if (is_crs && !is_wgs84(value)) fail("its coordinates are not WGS 84's; export it as EPSG:4326");
  }
  feature.line = line_;
  feature.json = std::string_view(buffer_).substr(kept_, at_ - kept_);
  return true;
}

// Steps over what stands behind `features`.
void FeatureScanner::close_object() {
  is_in_features_ = false;
  skip_space();
  if (peek() == ',') ++at_;
  for (std::string_view key; read_member(key);) {
    const bool is_crs = key == "\"crs\"";
    const std::string_view value = take_value();
    if (is_crs && !is_wgs84(value)) fail("its coordinates are not WGS 84's; export it as EPSG:4326");
  }
}

// Steps over a key and its colon to the value; false at the object's end, which it steps over.
bool FeatureScanner::read_member(std::string_view& key) {
  skip_space();
  if (peek() == ',') ++at_;
  skip_space();
  if (peek() == '}') {
    ++at_;
    return false;
  }
  if (peek() != '"') fail("is no GeoJSON: a name in quotes is missing");
  const std::size_t begin = at_ - kept_;
  skip_string();
  const std::size_t size = at_ - kept_ - begin;
  skip_space();
  expect(':');
  skip_space();
  peek();
  key = std::string_view(buffer_).substr(kept_ + begin, size);
  return true;
}

std::string_view FeatureScanner::take_value() {
  const std::size_t begin = at_ - kept_;  // what is kept moves when the buffer is filled
  const std::string_view ends = ",}] \n\r\t";
  int depth = 0;
  do {
    const char c = peek();
    if (c == 0) fail("breaks off in the middle; is it whole?");
    if (c == '"') {
      skip_string();
    } else if (c == '{' || c == '[') {
      ++depth;
      ++at_;
    } else if (c == '}' || c == ']') {
      if (depth-- == 0) fail("is no GeoJSON: a value is missing");
      ++at_;
    } else if (depth > 0) {
      at_ = std::min(buffer_.find_first_of("\"{}[]", at_ + 1), buffer_.size());
    } else {
      if (ends.find(c) != ends.npos) fail("is no GeoJSON: a value is missing");
      while (peek() != 0 && ends.find(peek()) == ends.npos) ++at_;
    }
  } while (depth > 0);
  return std::string_view(buffer_).substr(kept_ + begin, at_ - kept_ - begin);
}

void FeatureScanner::skip_string() {
  for (++at_; peek() != '"'; ++at_) {
    if (peek() == 0) fail("breaks off in the middle of a text; is it whole?");
    if (peek() == '\\') {
      ++at_;
      if (peek() == 0) fail("breaks off in the middle of a text; is it whole?");
    } else {
      at_ = std::min(buffer_.find_first_of("\"\\", at_), buffer_.size()) - 1;
    }
  }
  ++at_;
}

char FeatureScanner::peek() {
  while (at_ == buffer_.size()) {
    if (!fill()) return 0;
  }
  return buffer_[at_];
}

void FeatureScanner::skip_space() {
  while (is_json_space(peek())) ++at_;
}

void FeatureScanner::expect(char wanted) {
  if (peek() != wanted) fail(fmt::format("is no GeoJSON: a \"{}\" is missing", wanted));
  ++at_;
}

void FeatureScanner::keep_from_here() {
  line_ += static_cast<int>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(kept_),
                                       buffer_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  kept_ = at_;
}

bool FeatureScanner::fill() {
  if (is_at_end_) return false;
  buffer_.erase(0, kept_);
  at_ -= kept_;
  kept_ = 0;
  const std::string_view piece = pieces_();
  is_at_end_ = piece.empty();
  buffer_ += piece;
  if (buffer_.size() > kLongestFeature) fail("a feature is longer than 64 MB; is this GeoJSON?");
  return !is_at_end_;
}

void FeatureScanner::fail(const std::string& what) {
  at_ = std::min(at_, buffer_.size());
  keep_from_here();
  throw SourceError(name_, line_, what);
}

}  // namespace photomap
