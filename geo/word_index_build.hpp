// The costly half of the index of words: from the photo database to its file.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

namespace photomap {

/// Makes the index of a database where it is missing or stale; it appears whole or not at all. Calls
/// `on_begin` if it does. False where another process is at it, the data changed before it was done, or told
/// to stop. Holds nobody up who writes to the database meanwhile. Takes some 50 MB of memory. Throws
/// std::runtime_error naming the file and the next step.
bool build_word_index(
    const std::filesystem::path& db, const std::stop_token& stop = {},
    const std::function<void()>& on_begin = [] {});

}  // namespace photomap
