#include "geo/word_index_writer.hpp"

#include "geo/file_descriptor.hpp"
#include "geo/output_file.hpp"
#include "geo/thread_priority.hpp"
#include "geo/word_index.hpp"
#include "geo/word_query.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>

namespace photomap {

namespace {

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

  // Else the name could outlive a crash of the machine that its bytes do not.
  void make_durable() {
    if (fdatasync(lock_.get()) != 0) fail();
  }

  void rename_to(const std::filesystem::path& name) {
    if (rename(path_.c_str(), name.c_str()) != 0) fail();
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

constexpr std::size_t kPhotosInBatch = 256;
constexpr std::size_t kMostBehind = std::size_t{60} << 20;  // bytes

std::unique_ptr<WordIndexWriter> begin_if_possible(const std::filesystem::path& file) {
  try {
    return WordIndexWriter::try_begin(file);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

}  // namespace

struct WordIndexWriter::Impl {
  explicit Impl(FileInMaking file)
      : made(std::move(file)), connection(open(made.path())), transaction(connection) {
    create_word_index(connection, 0);
    insert = connection.prepare("INSERT INTO photo_words (rowid, tokens) VALUES (?, ?)");
  }

  static Connection open(const std::filesystem::path& file) {
    Connection connection = Connection::open(file, Connection::Mode::create);
    connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    return connection;
  }

  // Order matters: what is of a connection ends before it does.
  FileInMaking made;
  Connection connection;
  Transaction transaction;
  std::optional<Statement> insert;
  Tokens tokens;
};

std::unique_ptr<WordIndexWriter> WordIndexWriter::try_begin(const std::filesystem::path& file) {
  auto made = FileInMaking::try_take(file);
  if (!made) return nullptr;
  return std::unique_ptr<WordIndexWriter>(
      new WordIndexWriter(file, std::make_unique<Impl>(std::move(*made))));
}

WordIndexWriter::WordIndexWriter(std::filesystem::path file, std::unique_ptr<Impl> impl)
    : file_(std::move(file)), impl_(std::move(impl)) {}
WordIndexWriter::~WordIndexWriter() = default;

void WordIndexWriter::add(const PhotoTexts& photo) {
  impl_->insert->bind(1, photo.id).bind_text_in_place(2, impl_->tokens.of(photo)).step();
  impl_->insert->reset();
}

void WordIndexWriter::finish(std::int64_t dataset_version) {
  impl_->connection.prepare("UPDATE dataset SET version = ?").run(dataset_version);
  impl_->transaction.commit();
  impl_->insert.reset();
  impl_->made.make_durable();
}

void WordIndexWriter::publish() {
  impl_->made.rename_to(file_);
}

void TextBatch::add(const PhotoTexts& photo) {
  ids_.push_back(photo.id);
  for (const std::string_view text : photo.texts) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
  }
}

void TextBatch::clear() {
  ids_.clear();
  bytes_.clear();
  ends_.clear();
}

void TextBatch::for_each(const std::function<void(const PhotoTexts&)>& visit) const {
  std::size_t begin = 0;
  auto end = ends_.begin();
  for (const std::int64_t id : ids_) {
    PhotoTexts photo{.id = id, .texts = {}};
    for (std::string_view& text : photo.texts) {
      text = std::string_view(bytes_).substr(begin, *end - begin);
      begin = *end++;
    }
    visit(photo);
  }
}

WordIndexThread::WordIndexThread(const std::filesystem::path& file)
    : writer_(begin_if_possible(file)), is_open_(writer_ != nullptr), queue_(kMostBehind) {
  if (!writer_) return;
  writing_ = std::async(std::launch::async, [this] {
    const AtEnd stop{[this] { queue_.stop(); }};
    step_back(10);
    while (auto batch = queue_.take()) {
      batch->for_each([this](const PhotoTexts& photo) { writer_->add(photo); });
      batch->clear();
      queue_.give_back(std::move(*batch));
    }
    if (version_) writer_->finish(*version_);
  });
}

WordIndexThread::~WordIndexThread() {
  queue_.stop();
}

void WordIndexThread::add(const PhotoTexts& photo) {
  if (!is_open_) return;
  batch_.add(photo);
  if (batch_.size() == kPhotosInBatch) put();
}

// Where the other thread could write no more, the index is left to who tells why.
void WordIndexThread::put() {
  try {
    const std::size_t bytes = batch_.bytes();
    batch_ = queue_.put(std::move(batch_), bytes);
  } catch (const BatchQueue<TextBatch>::Stopped&) {
    is_open_ = false;
  }
}

void WordIndexThread::finish(std::int64_t dataset_version) {
  if (is_open_) put();
  version_ = dataset_version;
  queue_.end();
}

void WordIndexThread::publish() {
  if (!is_open_) return;
  try {
    writing_.get();
    writer_->publish();
  } catch (const std::runtime_error&) {
    // As in put().
  }
}

}  // namespace photomap
