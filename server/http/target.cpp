#include "server/http/target.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace photomap {

namespace {

std::optional<char> parse_hex_byte(std::string_view two) {
  unsigned char value = 0;
  const auto [end, error] = std::from_chars(two.data(), two.data() + two.size(), value, 16);
  if (two.size() != 2 || error != std::errc() || end != two.data() + 2) return std::nullopt;
  return static_cast<char>(value);
}

enum class Part { path, name, value };

std::optional<std::string> percent_decode(std::string_view text, Part part) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const auto byte = parse_hex_byte(text.substr(i + 1, 2));
      if (!byte) return std::nullopt;
      c = *byte;
      i += 2;
    } else if (c == '+' && part != Part::path) {
      c = ' ';
    }
    // A text may have lines.
    const bool is_white = c >= '\t' && c <= '\r' && part == Part::value;
    if (!is_white && ((c >= 0 && c < ' ') || c == 0x7F)) return std::nullopt;
    decoded += c;
  }
  return decoded;
}

std::optional<std::vector<QueryParameter>> parse_query(std::string_view text) {
  std::vector<QueryParameter> query;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), Part::name);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), Part::value);
    if (!name || !value) return std::nullopt;
    query.push_back({std::move(*name), std::move(*value)});
  }
  return query;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  if (text == "*") return Target{.path = "*", .query = {}};
  if (text.starts_with("http://") || text.starts_with("https://")) {
    text.remove_prefix(std::min(text.find('/', text.find("//") + 2), text.size()));
    if (!text.starts_with('/')) return std::nullopt;
  }
  if (!text.starts_with('/')) return std::nullopt;
  const auto question = std::min(text.find('?'), text.size());
  auto path = percent_decode(text.substr(0, question), Part::path);
  auto query = parse_query(text.substr(std::min(question + 1, text.size())));
  if (!path || !query) return std::nullopt;
  return Target{.path = std::move(*path), .query = std::move(*query)};
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~/,:").find(c) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain)
      encoded += c;
    else
      encoded.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  return encoded;
}

}  // namespace photomap
