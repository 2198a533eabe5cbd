// What the server has to tell its operator, on stderr. The only include of spdlog.
#pragma once

#include <string_view>

namespace photomap {

/// All of it goes to stderr from now on.
void start_logging();

void log_error(std::string_view message);
void log_warning(std::string_view message);
void log_info(std::string_view message);

}  // namespace photomap
