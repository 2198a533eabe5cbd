// Where the places of a running text are: news, reports, captions of any length. They support each other, as
// a text speaks of few regions.
#pragma once

#include "geo/caption.hpp"
#include "geo/dates.hpp"
#include "geo/gazetteer.hpp"
#include "geo/resolver.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace photomap {

struct DocumentOptions {
  std::optional<std::vector<TextSpan>>
      spans;  ///< the places that somebody has marked; found by reading where absent
  std::optional<DateInterval> written;  ///< tells which names were in use
};

/// One answer for each span, in their order; without spans one for each place that is named. The shares of a
/// marked name's meanings add up to 1; a name that nobody bears has none. Deterministic.
std::vector<ResolvedMention> resolve_document(const Gazetteer& gazetteer, std::string_view text,
                                              const DocumentOptions& options);

}  // namespace photomap
