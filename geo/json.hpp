// The only include of nlohmann_json: JSON that keeps the order in which its members were written.
#pragma once

#include <nlohmann/json.hpp>

namespace photomap {

using Json = nlohmann::ordered_json;

}  // namespace photomap
