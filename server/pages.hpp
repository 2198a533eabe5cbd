// The page and its files.
#pragma once

#include "server/app.hpp"
#include "server/handler.hpp"

namespace photomap {

/// A file of the page, which no page of others may frame.
HttpResponse get_asset(const Asset& asset, const HttpRequest& request);

/// The page at its address, whose parameters are its state.
HttpResponse get_page(const App& app, const HttpRequest& request);

/// GET /embed: the page in its compact form, for frames in pages of others.
HttpResponse get_embed(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
