#include "server/served_gazetteer.hpp"

#include "geo/text.hpp"
#include "geo/thread_priority.hpp"
#include "server/errors.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <exception>

namespace photomap {

namespace {

/// For clients, whom directories are no concern of.
std::string without_directory(std::string message, const std::filesystem::path& file) {
  const auto at = message.find(file.string());
  if (at != message.npos) message.replace(at, file.string().size(), file.filename().string());
  return message;
}

}  // namespace

ServedGazetteer::ServedGazetteer(const std::filesystem::path& file) {
  try {
    gazetteer_.emplace(Gazetteer::open(file));
  } catch (const std::exception& error) {
    log_warning(fmt::format("{}; the map is served without the search for places", error.what()));
    failure_ = without_directory(error.what(), file);
    return;
  }
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    made_at_ = status.st_mtim.tv_sec;
    state_ = fmt::format("{}/{}/{}.{}", status.st_dev, status.st_ino, made_at_, status.st_mtim.tv_nsec);
  }
  // The first name in Chinese or Arabic makes ICU read its rules: a tenth of a second, which no tile has to
  // share with it.
  warm_up_ = std::thread([] {
    step_back(19);
    to_latin("阿拉木图");
  });
}

ServedGazetteer::~ServedGazetteer() {
  if (warm_up_.joinable()) warm_up_.join();
}

const PlaceIds& ServedGazetteer::ids() const {
  std::call_once(has_ids_, [this] { ids_.emplace(get()); });
  return *ids_;
}

const Gazetteer& ServedGazetteer::get() const {
  if (!gazetteer_) {
    throw HttpError(503,
                    fmt::format("this server has no gazetteer to search: {}; then start it again", failure_));
  }
  return *gazetteer_;
}

}  // namespace photomap
