// The program's subcommands: options in, exit code out. main.cpp fills the options from the command line.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/field_map.hpp"
#include "geo/gazetteer.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// 0: done. 1: failed, the reason is on stderr. 2: the command line itself is wrong.
enum ExitCode : int { kExitDone = 0, kExitFailed = 1, kExitUsage = 2 };

/// A line on stdout: the result. main.cpp sees to it that a result nobody got is a failure.
void say(std::string_view line);
/// A line on stderr; that it can't be written is no reason to fail.
void remark(std::string_view line);

struct ImportCommand {
  std::vector<std::filesystem::path> files;
  std::filesystem::path db;
  std::filesystem::path gazetteer;
  std::string licence;
  std::string source_url;
  bool prune = false;
  FieldMap fields = {};  ///< what the files call what we read
  Crs crs = {};          ///< of coordinates in files that do not say it
  bool dry_run = false;  ///< says what would be stored, and stores nothing
};
/// Reads all files, then stores all of them or none.
int run_import(const ImportCommand& command);

/// One of: a correction of `photo`; remove; from; list.
struct LocateCommand {
  std::filesystem::path db;
  std::int64_t photo = 0;
  double lon = 0;
  double lat = 0;
  double uncertainty_m = 0;
  std::string note;
  std::string by;              ///< empty: the login name
  bool remove = false;         ///< takes the correction of `photo` back
  std::filesystem::path from;  ///< corrections in CSV
  bool list = false;           ///< prints all in the form of `from`
};
int run_locate(const LocateCommand& command);

struct GeocodeCommand {
  std::vector<std::string> texts;
  std::filesystem::path gazetteer;
  bool json = false;
  bool explain = false;
  std::string language =
      {};  ///< of the places' names, BCP 47; empty: as they are called there and in English
};
int run_geocode(const GeocodeCommand& command);

struct GeoparseCommand {
  std::filesystem::path file;  ///< empty: stdin
  std::filesystem::path gazetteer;
  std::string language = {};  ///< of the places' names, BCP 47
};
/// JSON lines in, JSON lines out. A line that can't be read is answered with an error and the others go on;
/// then the exit code is 1.
int run_geoparse(const GeoparseCommand& command);

struct ExportCommand {
  std::filesystem::path db;
  std::string format;            ///< a name of geo/export.hpp
  std::filesystem::path output;  ///< empty: stdout
  std::vector<std::string> essays = {};
  std::vector<std::string> photographers = {};
  std::map<std::string, std::string> filter = {};  ///< the other parameters of server/request.hpp
};
int run_export(const ExportCommand& command);

struct GazetteerBuildCommand {
  GazetteerSources sources;
  std::filesystem::path output;
};
int run_gazetteer_build(const GazetteerBuildCommand& command);
/// Prints whom to thank for its data, and under which licences.
int run_gazetteer_sources(const std::filesystem::path& file);

struct ServeOptions {
  std::filesystem::path db;
  std::string bind = "127.0.0.1";
  int port = 8080;                       ///< 0: any free one; the address is printed
  std::filesystem::path web;             ///< directory of the page
  std::filesystem::path gazetteer = {};  ///< without it places can't be searched for
  std::filesystem::path basemap = {};    ///< an MBTiles file; without it the page has its own map
  std::string public_url = {};           ///< where clients find the server, for links; empty: as they ask
  bool trust_proxy = false;              ///< X-Forwarded-Proto and X-Forwarded-Host say so
};
/// Serves until SIGTERM or SIGINT, then ends cleanly.
int run_serve(const ServeOptions& options);

}  // namespace photomap
