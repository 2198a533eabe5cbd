#include "geo/word_index_build.hpp"

#include "geo/file_descriptor.hpp"
#include "geo/output_file.hpp"
#include "geo/store.hpp"
#include "geo/word_index.hpp"
#include "geo/word_query.hpp"
#include "geo/word_search.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace photomap {

namespace {

// Between two readings whoever writes gets his turn.
constexpr int kPhotosInOneReading = 10'000;

// Of the file in the making: locked as long as somebody is at it. What a killed program has left is used
// again.
class FileInMaking {
 public:
  /// Empty where another has it.
  static std::optional<FileInMaking> try_take(const std::filesystem::path& file) {
    FileInMaking made(file.string() + ".partial");
    if (flock(made.lock_.get(), LOCK_EX | LOCK_NB) != 0 || !made.has_its_name()) return std::nullopt;
    if (ftruncate(made.lock_.get(), 0) != 0) made.fail();
    made.is_ours_ = true;
    return made;
  }

  FileInMaking(FileInMaking&& other) noexcept
      : path_(std::move(other.path_)),
        lock_(std::move(other.lock_)),
        is_ours_(std::exchange(other.is_ours_, false)) {}
  ~FileInMaking() {
    std::error_code ignored;
    if (is_ours_) std::filesystem::remove(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

  void rename_to(const std::filesystem::path& name) {
    // Else the name could outlive a crash of the machine that its bytes do not.
    if (fdatasync(lock_.get()) != 0 || rename(path_.c_str(), name.c_str()) != 0) fail();
    is_ours_ = false;
  }

 private:
  explicit FileInMaking(std::filesystem::path path)
      : path_(std::move(path)), lock_(open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644)) {
    if (!lock_) fail();
  }

  // The one who had it may have renamed it just now.
  bool has_its_name() const {
    struct stat opened {};
    struct stat named {};
    return fstat(lock_.get(), &opened) == 0 && stat(path_.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
  }

  [[noreturn]] void fail() const {
    throw OutputError(
        fmt::format("{}: can't be written ({}); check the folder's permissions and the room on the disk",
                    path_.string(), std::strerror(errno)));
  }

  std::filesystem::path path_;
  FileDescriptor lock_;
  bool is_ours_ = false;
};

// Credits, titles and names of places come again and again.
class Tokens {
 public:
  const std::string& of(const PhotoTexts& photo) {
    tokens_.clear();
    append_tokens(photo.texts[0], tokens_);
    for (std::size_t i = 1; i < photo.texts.size(); ++i) append_known(photo.texts[i]);
    return tokens_;
  }

 private:
  static constexpr std::size_t kMostKnown = 10'000;

  void append_known(std::string_view text) {
    if (text.empty()) return;
    key_ = text;
    auto known = known_.find(key_);
    if (known == known_.end()) {
      if (known_.size() == kMostKnown) known_.clear();
      std::string made;
      append_tokens(text, made);
      known = known_.emplace(key_, std::move(made)).first;
    }
    tokens_ += known->second;
  }

  std::unordered_map<std::string, std::string> known_;
  std::string key_;
  std::string tokens_;
};

bool fill(Connection& index, const PhotoStore& store, std::int64_t version, const std::stop_token& stop) {
  index.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  Transaction transaction(index);
  create_word_index(index, version);
  Statement insert = index.prepare("INSERT INTO photo_words (rowid, tokens) VALUES (?, ?)");
  Tokens tokens;
  std::int64_t last = 0;
  for (bool has_more = true; has_more;) {
    const PhotoStore::Snapshot snapshot(store);
    if (stop.stop_requested() || store.dataset_version() != version) return false;
    int photos = 0;
    has_more = false;
    store.for_each_text(last, [&](const PhotoTexts& photo) {
      insert.bind(1, photo.id).bind_text_in_place(2, tokens.of(photo)).step();
      insert.reset();
      last = photo.id;
      has_more = ++photos == kPhotosInOneReading;
      return !has_more;
    });
  }
  transaction.commit();
  return true;
}

}  // namespace

bool build_word_index(const std::filesystem::path& db, const std::stop_token& stop,
                      const std::function<void()>& on_begin) {
  const std::filesystem::path file = word_index_file(db);
  const PhotoStore store = PhotoStore::open_read_only(db);
  const std::int64_t version = store.dataset_version();
  if (find_word_index(file, version)) return true;
  auto made = FileInMaking::try_take(file);
  if (!made) return false;
  if (find_word_index(file, version)) return true;  // by whoever had it until now
  on_begin();
  {
    Connection index = Connection::open(made->path(), Connection::Mode::create);
    if (!fill(index, store, version, stop)) return false;
  }
  made->rename_to(file);
  return true;
}

}  // namespace photomap
