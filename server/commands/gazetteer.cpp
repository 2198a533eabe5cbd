#include "geo/gazetteer.hpp"

#include "server/commands/commands.hpp"
#include "server/commands/progress.hpp"

#include <fmt/format.h>

namespace photomap {

int run_gazetteer_build(const GazetteerBuildCommand& command) {
  {
    Progress progress("places");
    build_gazetteer({.places = command.places, .cities = command.cities, .countries = command.countries},
                    command.output, [&](std::int64_t done) { progress.show(done); });
  }
  say(fmt::format("{}: {} places", command.output.string(), Gazetteer::open(command.output).place_count()));
  return kExitDone;
}

}  // namespace photomap
