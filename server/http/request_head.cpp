#include "server/http/request_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace photomap {

namespace {

constexpr std::size_t kMaxBytes = 16 * 1024;
constexpr std::size_t kMaxRequestLine = 8000;  // RFC 9112, 3: at least this much; cpp-httplib takes 8,192
constexpr std::size_t kMaxFieldLine = 8000;
constexpr int kMaxFields = 100;

constexpr std::array<std::string_view, 9> kMethods{"GET",    "HEAD",  "OPTIONS", "POST", "PUT",
                                                   "DELETE", "PATCH", "CONNECT", "TRACE"};

// Range: it would cut any body, compressed ones too. Accept-Encoding: it would compress. Expect: it would ask
// for the body. Connection and the two of the body: decided here.
constexpr std::array<std::string_view, 6> kWithheld{"range",      "accept-encoding", "expect",
                                                    "connection", "content-length",  "transfer-encoding"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter_or_digit(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

// RFC 9110, 5.6.2
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// RFC 9110, 5.5: no control character but the tab
bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  });
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view("-._:[]").find(c) != std::string_view::npos;
  });
}

bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (equal_ignoring_case(trim(list.substr(0, comma)), token)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

std::optional<Refusal> check_request_line(std::string_view line, bool& is_http_1_0) {
  const auto first = line.find(' ');
  const auto second = first == line.npos ? line.npos : line.find(' ', first + 1);
  if (second == line.npos) return Refusal{400, "the request line is not \"METHOD target HTTP/1.1\""};
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!version.starts_with("HTTP/"))
    return Refusal{400, "the request line is not \"METHOD target HTTP/1.1\""};
  is_http_1_0 = version == "HTTP/1.0";
  if (!is_http_1_0 && version != "HTTP/1.1") return Refusal{505, "this server speaks HTTP/1.1 and HTTP/1.0"};
  if (!is_token(method)) return Refusal{400, "the request method is no word"};
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) {
    return Refusal{501, "this server knows GET, HEAD and OPTIONS"};
  }
  const auto is_visible = [](char c) { return c > 0x20 && c < 0x7F && c != '#'; };
  if (target.empty() || !std::all_of(target.begin(), target.end(), is_visible)) {
    return Refusal{400, "the request target holds characters that must be percent-encoded"};
  }
  return std::nullopt;
}

struct Fields {
  CheckedHead& head;
  bool is_http_1_0;
  int count = 0;
  int hosts = 0;

  std::optional<Refusal> take(std::string_view line) {
    if (++count > kMaxFields || line.size() > kMaxFieldLine)
      return Refusal{431, "the request has too many header fields"};
    const auto colon = line.find(':');
    // Not a token: also a folded line, and a space before the colon (RFC 9112, 5.1 and 5.2).
    if (colon == line.npos || !is_token(line.substr(0, colon)))
      return Refusal{400, "a header line is not \"Name: value\""};
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (!is_field_value(value)) return Refusal{400, "a header field holds control characters"};
    return take(line, name, value);
  }

  std::optional<Refusal> take(std::string_view line, std::string_view name, std::string_view value) {
    const auto is = [name](std::string_view other) { return equal_ignoring_case(name, other); };
    if (is("host") && (++hosts > 1 || !is_host(value)))
      return Refusal{400, "the Host header is not one host and port"};
    if (is("accept-encoding"))
      head.accept_encoding += (head.accept_encoding.empty() ? "" : ",") + std::string(value);
    // No body is ever read: what follows such a head can't be told from a body.
    if (is("transfer-encoding") || (is("content-length") && value != "0")) head.close = true;
    if (is("connection") && has_token(value, "close")) head.close = true;
    if (std::none_of(kWithheld.begin(), kWithheld.end(), is)) head.text.append(line).append("\r\n");
    return std::nullopt;
  }

  std::optional<Refusal> finish() const {
    if (!is_http_1_0 && hosts == 0) return Refusal{400, "the Host header is missing"};
    return std::nullopt;
  }
};

/// The next line without its CR LF; empty for a line that ends otherwise.
std::optional<std::string_view> next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == rest.npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  return line;
}

Refusal too_long(std::string_view bytes) {
  if (std::min(bytes.find('\n'), bytes.size()) > kMaxRequestLine)
    return {414, fmt::format(
                     "the request line is longer than {} bytes; shorten the filter, or ask for parts of it, "
                     "such as fewer ids at a time, one after the other",
                     kMaxRequestLine)};
  return {431, "the request head is too long"};
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::variant<CheckedHead, Refusal> check_head(std::string_view bytes) {
  if (bytes.size() > kMaxBytes || bytes.find('\n') > kMaxRequestLine) return too_long(bytes);
  CheckedHead head;
  Fields fields{.head = head, .is_http_1_0 = false};
  std::string_view rest = bytes;
  auto line = next_line(rest);
  if (!line) return Refusal{400, "lines of a request end with CR LF"};
  if (auto refusal = check_request_line(*line, fields.is_http_1_0)) return *refusal;
  head.text.append(*line).append("\r\n");
  head.close = fields.is_http_1_0;
  for (line = next_line(rest); line && !line->empty(); line = next_line(rest)) {
    if (auto refusal = fields.take(*line)) return *refusal;
  }
  if (!line) return Refusal{400, "lines of a request end with CR LF"};
  if (auto refusal = fields.finish()) return *refusal;
  head.text.append("\r\n");
  return head;
}

}  // namespace photomap
