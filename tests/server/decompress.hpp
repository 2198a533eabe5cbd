// What clients do with compressed answers, by other libraries than the server's.
#pragma once

#include "tests/server/test_client.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// Both throw std::runtime_error where the bytes are not of that coding, or go on after its end.
std::string gunzip(std::string_view bytes);
std::string unbrotli(std::string_view bytes);

/// The body before its Content-Encoding.
std::string decoded_body(const TestResponse& response);

}  // namespace photomap
