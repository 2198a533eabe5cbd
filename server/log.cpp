#include "server/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace photomap {

void start_logging() {
  auto logger =
      std::make_shared<spdlog::logger>("photomap", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_level(spdlog::level::info);
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_error(std::string_view message) {
  spdlog::error("{}", message);
}
void log_warning(std::string_view message) {
  spdlog::warn("{}", message);
}
void log_info(std::string_view message) {
  spdlog::info("{}", message);
}

}  // namespace photomap
