#include "server/exports.hpp"

#include "geo/scratch_folder.hpp"
#include "geo/store_query.hpp"
#include "server/conditional.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"
#include "server/http/file_stream.hpp"
#include "server/links.hpp"
#include "server/negotiation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

std::string_view name_of(const ExportFormat& format) {
  return format.name == "geojson" ? "geojsonfile" : format.name;
}

std::string_view type_of(const ExportFormat& format) {
  return format.media_type.substr(0, format.media_type.find(';'));
}

// Read from the database while the client takes it, a piece by one thread and the next by another.
class TextStream : public BodyStream {
 public:
  TextStream(App& app, const StorePool::Lease& store, const ExportFormat& format, PhotoQuery query)
      : app_(app), file_id_(store.file_id()), pieces_(format, std::move(query)) {}

  Piece next() override {
    return piece_or_failure("an export", [this] {
      const auto store = app_.stores.take();
      if (store.file_id() != file_id_) throw std::runtime_error("the database was replaced meanwhile");
      return pieces_.next(*store);
    });
  }

 private:
  App& app_;
  const std::uint64_t file_id_;
  ExportPieces pieces_;
};

// Of an answer to HEAD, whose length nobody knows before it is made.
class NoStream : public BodyStream {
 public:
  Piece next() override { return {}; }
};

// Where much of all is in the box or at the places, looking it up for each piece would cost more than reading
// on.
void plan_part(App& app, PhotoQuery& query) {
  constexpr PhotoNumber kLargePart = 50;
  if (!means_located_only(query)) return;
  const auto points = app.points.now();
  PhotoQuery part;
  part.bbox = query.bbox;
  part.circle_touches = query.circle_touches;
  part.places = query.places;
  const auto photos = points->find_or_select(part, app.stores);
  query.is_large_part = photos->size() > points->index().size() / kLargePart;
}

void check_number(const PhotoStore& store, const ExportFormat& format, const PhotoQuery& query) {
  if (query.limit && *query.limit <= kMostInFile) return;
  const std::int64_t count = store.count_photos(query);
  if (count <= kMostInFile) return;
  throw HttpError(
      400, fmt::format("f={0}: {1} photos are meant; as {2} there are up to {3} over HTTP: narrow the "
                       "filter, take a format without a bound such as csv or geojsonseq, or make the "
                       "file where the database is: photomap export --db FILE --format {0} -o photos{4}",
                       format.name, count, format.title, kMostInFile, format.extension));
}

// A thread makes it as a whole: of several at once some must remain for everybody else.
class FileTurn {
 public:
  FileTurn() {
    if (!turns().try_acquire()) throw HttpError(503, "other files are being made; try again in some seconds");
  }
  FileTurn(const FileTurn&) = delete;
  FileTurn& operator=(const FileTurn&) = delete;
  ~FileTurn() { turns().release(); }

 private:
  static std::counting_semaphore<2>& turns() {
    static std::counting_semaphore<2> all{2};
    return all;
  }
};

std::shared_ptr<BodyStream> make_file(const PhotoStore& store, const ExportFormat& format,
                                      const PhotoQuery& query) {
  const FileTurn turn;
  const ScratchFolder scratch(std::filesystem::temp_directory_path() / "photomap-export");
  const auto file = scratch.path() / fmt::format("photos{}", format.extension);
  write_export(format, store, query, file);
  return std::make_shared<FileStream>(file);  // which outlives its name
}

// "photos-samarkand.gpkg"
std::string file_name(const ExportFormat& format, const PhotoQuery& query) {
  std::string name = "photos";
  const auto append = [&name](const std::vector<std::string>& values) {
    if (values.size() != 1) return;
    const bool is_plain = values[0].find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789-_") == std::string::npos;
    if (is_plain) name.append("-").append(values[0]);
  };
  append(query.essays);
  append(query.countries);
  return name.append(format.extension);
}

Json export_link(const HttpRequest& request, const ExportFormat& format, std::string_view rel,
                 std::string_view path) {
  Json json = link(request, rel, type_of(format), path);
  json["title"] = format.title;
  return json;
}

}  // namespace

std::vector<std::string_view> export_names() {
  std::vector<std::string_view> names;
  for (const ExportFormat& format : export_formats()) names.push_back(name_of(format));
  return names;
}

std::vector<std::string_view> export_media_types() {
  std::vector<std::string_view> types;
  for (const ExportFormat& format : export_formats()) {
    if (std::find(types.begin(), types.end(), type_of(format)) == types.end())
      types.push_back(type_of(format));
  }
  return types;
}

const ExportFormat* choose_export(const HttpRequest& request, const Parameters& parameters) {
  const auto formats = export_formats();
  const auto wanted = parameters.find("f");
  if (!wanted) {
    const std::string accept = request.header("Accept");
    for (const ExportFormat& format : formats) {
      const bool is_page = type_of(format) == kGeoJsonType;
      if (!is_page && is_liked_most(accept, type_of(format), export_media_types())) return &format;
    }
    return nullptr;
  }
  for (const ExportFormat& format : formats) {
    if (*wanted == name_of(format)) return &format;
  }
  if (is_page_format(*wanted)) return nullptr;
  throw HttpError(400, fmt::format("f={}: give json or html for a page, or for all photos {}",
                                   clipped(*wanted), fmt::join(export_names(), ", ")));
}

HttpResponse answer_export(App& app, const HttpRequest& request, const StorePool::Lease& store,
                           const ExportFormat& format, PhotoQuery query) {
  HeaderList headers{
      {"Content-Type", std::string(format.media_type)},
      {"Content-Disposition", fmt::format("attachment; filename=\"{}\"", file_name(format, query))},
      {"Content-Crs", fmt::format("<{}>", kCrs84Uri)},
      {"Cache-Control", std::string(kPrivate)},
      // nginx then passes it on as it comes.
      {"X-Accel-Buffering", "no"},
      {"Vary", "Accept"}};
  const std::string etag = weak_dataset_etag(store, request, format.name);
  return answer_stream(request, etag, std::move(headers), [&]() -> std::shared_ptr<BodyStream> {
    plan_part(app, query);
    if (format.is_streamable()) return std::make_shared<TextStream>(app, store, format, query);
    check_number(*store, format, query);
    if (request.method == "HEAD") return std::make_shared<NoStream>();
    return make_file(*store, format, query);
  });
}

Json alternate_links(const HttpRequest& request) {
  Json links = Json::array();
  for (const ExportFormat& format : export_formats()) {
    if (type_of(format) != kGeoJsonType)  // which a page is
      links.push_back(export_link(request, format, "alternate", target_with(request, "f", name_of(format))));
  }
  return links;
}

Json enclosure_links(const HttpRequest& request) {
  Json links = Json::array();
  for (const ExportFormat& format : export_formats()) {
    links.push_back(export_link(request, format, "enclosure",
                                fmt::format("/collections/photos/items?f={}", name_of(format))));
  }
  return links;
}

}  // namespace photomap
