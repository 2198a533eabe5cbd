#include "geo/gazetteer.hpp"

#include "server/commands/commands.hpp"
#include "server/commands/progress.hpp"

#include <fmt/format.h>

namespace photomap {

int run_gazetteer_build(const GazetteerBuildCommand& command) {
  std::vector<std::string> notes;
  {
    Progress progress("places");
    build_gazetteer(command.sources, command.output,
                    {.on_places = [&](std::int64_t done) { progress.show(done); },
                     .on_note = [&](const std::string& note) { notes.push_back(note); }});
  }
  for (const std::string& note : notes) remark(note);
  say(fmt::format("{}: {} places", command.output.string(), Gazetteer::open(command.output).place_count()));
  return kExitDone;
}

int run_gazetteer_sources(const std::filesystem::path& file) {
  const Gazetteer gazetteer = Gazetteer::open(file);
  for (const Attribution& source : gazetteer.attributions())
    say(fmt::format("{}\n  {}\n  {}", source.name, source.licence, source.url));
  return kExitDone;
}

}  // namespace photomap
