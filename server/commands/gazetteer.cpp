#include "geo/gazetteer.hpp"

#include "server/commands/commands.hpp"

#include <fmt/format.h>

namespace photomap {

int run_gazetteer_build(const GazetteerBuildCommand& command) {
  build_gazetteer({.places = command.places, .cities = command.cities, .countries = command.countries},
                  command.output);
  fmt::print("{}: {} places\n", command.output.string(), Gazetteer::open(command.output).place_count());
  return kExitDone;
}

}  // namespace photomap
