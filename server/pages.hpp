// The page and its files.
#pragma once

#include "server/assets.hpp"
#include "server/http/http.hpp"

namespace photomap {

HttpResponse get_asset(const Asset& asset, const HttpRequest& request);

}  // namespace photomap
