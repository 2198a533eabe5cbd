// From the texts of photos to the file of an index of words.
#pragma once

#include "geo/batch_queue.hpp"
#include "geo/word_search.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// Not thread safe, but any thread may go on where another has left off. Until publish() there is no index,
/// and what there was stays. Takes some 50 MB of memory. Throws std::runtime_error naming the file and the
/// next step.
class WordIndexWriter {
 public:
  /// Null where another process is at it.
  static std::unique_ptr<WordIndexWriter> try_begin(const std::filesystem::path& file);
  ~WordIndexWriter();

  /// In ascending order of ids, else it takes longer.
  void add(const PhotoTexts& photo);
  /// When all have been added: all that takes time.
  void finish(std::int64_t dataset_version);
  /// Gives the file its name.
  void publish();

 private:
  struct Impl;
  WordIndexWriter(std::filesystem::path file, std::unique_ptr<Impl> impl);

  std::filesystem::path file_;
  std::unique_ptr<Impl> impl_;
};

/// Texts of some photos, copied.
class TextBatch {
 public:
  void add(const PhotoTexts& photo);
  void clear();
  std::size_t size() const { return ids_.size(); }
  /// How much memory they take.
  std::size_t bytes() const {
    return bytes_.capacity() + sizeof(std::int64_t) * ids_.capacity() +
           sizeof(std::size_t) * ends_.capacity();
  }
  void for_each(const std::function<void(const PhotoTexts&)>& visit) const;

 private:
  std::vector<std::int64_t> ids_;
  std::string bytes_;
  std::vector<std::size_t> ends_;  ///< of each text in `bytes_`
};

/// A WordIndexWriter at work in a thread of its own while photos are stored. Where cores are few it falls up
/// to 60 MB of texts behind, and catches up at the end, when those who store have work for one core only.
/// Where it can't write, or another is at it, it leaves the index to build_word_index.
class WordIndexThread {
 public:
  explicit WordIndexThread(const std::filesystem::path& file);
  WordIndexThread(const WordIndexThread&) = delete;
  WordIndexThread& operator=(const WordIndexThread&) = delete;
  ~WordIndexThread();

  void add(const PhotoTexts& photo);
  /// When all have been added. Does not wait until the other thread is done.
  void finish(std::int64_t dataset_version);
  /// When the data is stored.
  void publish();

 private:
  void put();

  std::unique_ptr<WordIndexWriter> writer_;
  bool is_open_;
  TextBatch batch_;
  BatchQueue<TextBatch> queue_;          ///< by their bytes
  std::optional<std::int64_t> version_;  ///< once all have been added
  std::future<void> writing_;
};

}  // namespace photomap
