// The bytes that go out to a client, and who makes them.
#pragma once

#include "server/http/body.hpp"
#include "server/http/body_stream.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace photomap {

/// One message, its body not copied behind its head.
struct Answer {
  std::string head;                              ///< with the empty line at its end
  Body body;                                     ///< none, or as long as the head says
  bool close = false;                            ///< nothing more is read from this client
  std::shared_ptr<BodyStream> stream = nullptr;  ///< what follows
  bool is_chunked = false;                       ///< in chunks (RFC 9112, 7.1)
};

/// Given one request head, its final empty line included; or, without that line, a head that has grown too
/// long. Called from several threads at once; must not throw.
using Answerer = std::function<Answer(std::string_view head)>;

}  // namespace photomap
