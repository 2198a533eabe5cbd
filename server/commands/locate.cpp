#include "geo/corrections.hpp"
#include "geo/gazetteer_sources.hpp"
#include "geo/utf8.hpp"
#include "server/commands/commands.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>

namespace photomap {

namespace {

std::string login_name() {
  const passwd* user = getpwuid(geteuid());
  if (user == nullptr) throw std::runtime_error("you have no login name here; say who you are with --by");
  return user->pw_name;
}

CorrectionAuthor author_of(const LocateCommand& command) {
  const std::string by = single_line(require_utf8(command.by, "--by"));
  return {.who = by.empty() ? login_name() : by,
          .at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
}

std::string describe(const Photo& photo) {
  const auto& [where, correction] = std::tie(photo.where, photo.correction);
  if (!where.location) return "nowhere";
  std::string text = fmt::format("{}{}{:.5f}, {:.5f} (lon, lat) within {:.0f} m", where.place_name,
                                 where.place_name.empty() ? "" : ", ", where.location->lon,
                                 where.location->lat, where.uncertainty.value);
  if (correction) {
    text += fmt::format(", corrected by {} on {} (\"{}\")", correction->who,
                        format_day(std::chrono::floor<std::chrono::days>(correction->at)), correction->note);
  }
  return text;
}

Photo load_photo(const PhotoStore& store, const LocateCommand& command) {
  const std::optional<Photo> photo = store.find_photo(command.photo);
  if (photo) return *photo;
  throw std::runtime_error(
      fmt::format("{0}: no photo {1}; the page's address ends in a photo's number, and "
                  "\"photomap export --db {0}\" lists all",
                  command.db.string(), command.photo));
}

void say_what_changed(const Photo& before, const PhotoStore& store) {
  const std::string name = fmt::format("photo {} ({})", before.id, quote(before.record.caption));
  const std::string was = describe(before);
  const std::string is = describe(store.find_photo(before.id).value());
  say(was == is ? fmt::format("{}: unchanged, {}", name, is)
                : fmt::format("{}: was {}; is now {}", name, was, is));
}

void correct_photo(PhotoStore& store, const LocateCommand& command) {
  const Photo before = load_photo(store, command);
  CorrectionDocument document;
  CorrectionRecord& record = document.records.emplace_back();
  record.photo_id = command.photo;
  record.location = {command.lon, command.lat};
  record.uncertainty = {command.uncertainty_m};
  record.note = single_line(require_utf8(command.note, "--note"));
  record.who = single_line(command.by);
  put_corrections(document, store, author_of(command));
  say_what_changed(before, store);
}

void take_back(PhotoStore& store, const LocateCommand& command) {
  const Photo before = load_photo(store, command);
  StoreTransaction transaction(store);
  if (!transaction.remove_correction(command.photo)) {
    throw std::runtime_error(
        fmt::format("photo {0} bears no correction; \"photomap locate --list --db {1}\" lists those that do",
                    command.photo, command.db.string()));
  }
  transaction.commit();
  say_what_changed(before, store);
}

void put_file(PhotoStore& store, const LocateCommand& command) {
  const std::string name = command.from.string();
  CorrectionDocument document = parse_correction_csv(load_file(command.from), name);
  for (const auto& [line, text] : document.notes)
    remark(fmt::format("{}:{}: left out: {}", name, line, text));
  const CorrectionAuthor author = author_of(command);
  const CorrectionReport report = put_corrections(document, store, author);
  for (const auto& [line, why] : report.rejected) remark(fmt::format("{}:{}: rejected: {}", name, line, why));
  if (!report.rejected.empty()) {
    throw std::runtime_error(
        fmt::format("{}: {} of {} corrections can't be used; nothing was stored; mend or remove these rows",
                    name, report.rejected.size(), report.read));
  }
  say(fmt::format("{}: read {} corrections: {} new, {} changed, {} unchanged", command.db.string(),
                  report.read, report.added, report.changed, report.unchanged));
}

void list(const PhotoStore& store) {
  std::cout << correction_csv_header();
  store.for_each_photo({.bbox = {}, .essays = {}, .corrected = true, .limit = {}}, [](const Photo& photo) {
    std::cout << encode_correction(photo);
    return std::cout.good();
  });
}

}  // namespace

int run_locate(const LocateCommand& command) {
  // Opening for writing would make a database where there is none.
  const PhotoStore reader = PhotoStore::open_read_only(command.db);
  if (command.list) {
    list(reader);
    return kExitDone;
  }
  PhotoStore store = PhotoStore::open_read_write(command.db);
  if (!command.from.empty()) {
    put_file(store, command);
  } else if (command.remove) {
    take_back(store, command);
  } else {
    correct_photo(store, command);
  }
  return kExitDone;
}

}  // namespace photomap
