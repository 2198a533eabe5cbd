// GNU gettext's compiled catalogues (.mo), as the GNU gettext manual describes them under "The Format of GNU
// MO Files".
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace photomap {

/// Every message and its translation; the header has an empty message. Throws SourceError naming the file.
void for_each_message(
    std::string_view bytes, const std::string& name,
    const std::function<void(const std::string& message, const std::string& translation)>& visit);

}  // namespace photomap
