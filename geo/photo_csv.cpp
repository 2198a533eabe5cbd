#include "geo/photo_csv.hpp"

#include "geo/csv_table.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <utility>

namespace photomap {

namespace {

constexpr std::array<std::string_view, 12> kColumns{"caption",       "essay",   "intro",      "credit",
                                                    "date",          "id",      "lon",        "lat",
                                                    "uncertainty_m", "licence", "source_url", "image_url"};
constexpr std::array<std::string_view, 1> kRequired{"caption"};

// Only what a browser may follow: no "javascript:".
std::string read_url(CsvRow& row, std::string_view column) {
  const auto text = row.cell(column);
  if (!text.empty() && !text.starts_with("https://") && !text.starts_with("http://")) {
    row.fail(fmt::format("{} {} is no address; begin it with https:// or http://", column, quote(text)));
  }
  return std::string(text);
}

void read_location(CsvRow& row, PhotoRecord& photo) {
  const auto lon = row.read_number("lon", -180, 180);
  const auto lat = row.read_number("lat", -90, 90);
  const auto uncertainty = row.read_number("uncertainty_m", 0, kHalfMeridian.value);
  if (lon && !lat) row.fail(fmt::format("lon {} without lat; give both or neither", *lon));
  if (lat && !lon) row.fail(fmt::format("lat {} without lon; give both or neither", *lat));
  if (uncertainty && !lon)
    row.fail(fmt::format("uncertainty_m {} without lon and lat; give them or leave it out", *uncertainty));
  if (uncertainty == 0.0)
    row.fail("uncertainty_m 0 claims no error at all; give metres above 0 or leave it out");
  if (lon && lat) photo.location = LonLat{*lon, *lat};
  if (uncertainty) photo.uncertainty = Meters{*uncertainty};
}

PhotoRecord read_photo(CsvRow& row) {
  PhotoRecord photo;
  photo.line = row.line();
  photo.caption = row.cell("caption");
  if (photo.caption.empty()) row.fail("caption is empty; every photo needs one");
  photo.credit = row.cell("credit");
  photo.taken = parse_date(row.cell("date"));
  if (!photo.taken && !row.cell("date").empty()) {
    row.fail(fmt::format("date {} can't be read as one; write it like 2023-05-12 or May-2023",
                         quote(row.cell("date"))));
  }
  read_location(row, photo);
  photo.source_id = row.cell("id");
  photo.licence = row.cell("licence");
  photo.source_url = read_url(row, "source_url");
  photo.image_url = read_url(row, "image_url");
  return photo;
}

// Essays in the order of their first row.
class EssayTable {
 public:
  explicit EssayTable(std::string untitled) : untitled_(std::move(untitled)) {}

  // An id that stands twice is the row's fault, and its photo left out.
  void add(CsvRow& row, PhotoRecord photo) {
    const auto cell = row.cell("essay");
    const std::string title = cell.empty() ? untitled_ : std::string(cell);
    const auto [found, is_new] = by_title_.emplace(title, document.essays.size());
    if (is_new) document.essays.push_back({title, {}, {}, row.line()});
    EssayRecord& essay = document.essays[found->second];
    const auto [first, is_first] = line_of_id_.try_emplace({found->second, photo.source_id}, row.line());
    if (!is_first && !photo.source_id.empty()) {
      row.fail(fmt::format("id {} stands already in line {}; give each photo its own", quote(photo.source_id),
                           first->second));
      return;
    }
    const auto intro = row.cell("intro");
    if (essay.intro.empty()) {
      essay.intro = intro;
    } else if (!intro.empty() && intro != essay.intro) {
      document.notes.push_back({row.line(), "another intro of the same essay: " + quote(intro)});
    }
    essay.photos.push_back(std::move(photo));
  }

  SourceDocument document;

 private:
  std::string untitled_;
  std::map<std::string, std::size_t> by_title_;
  std::map<std::pair<std::size_t, std::string>, int> line_of_id_;
};

}  // namespace

SourceDocument parse_photo_csv(std::string_view text, const std::string& name) {
  const CsvTable table(text, name, kColumns, kRequired);
  EssayTable essays(std::filesystem::path(name).stem().string());
  SourceDocument& document = essays.document;
  for (const std::string& column : table.unknown()) {
    document.notes.push_back({table.header_line(), fmt::format("the column {}, which is none of {}",
                                                               quote(column), fmt::join(kColumns, ", "))});
  }
  table.for_each_row([&](CsvRow& row) {
    PhotoRecord photo = read_photo(row);
    if (row.fault().empty()) essays.add(row, std::move(photo));
    if (!row.fault().empty()) document.rejected.push_back({row.line(), row.fault()});
  });
  if (document.essays.empty()) {
    const auto first = document.rejected.empty() ? "there is none below the header"
                                                 : fmt::format("line {}: {}", document.rejected.front().line,
                                                               document.rejected.front().reason);
    throw SourceError(name, table.header_line(), "no row that can be read: " + first);
  }
  return std::move(document);
}

}  // namespace photomap
