#include "geo/read_ahead.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

namespace photomap {

namespace {

void give_photos(RecordVisitor& visitor, int count) {
  PhotoRecord photo;
  for (int i = 1; i <= count; ++i) {
    photo.caption = std::to_string(i);
    photo.line = i;
    visitor.visit_photo("E", "", photo);
  }
}

class Stubborn final : public RecordVisitor {
 public:
  void visit_photo(std::string_view, std::string_view, PhotoRecord& photo) override {
    if (photo.line == 1000) throw std::runtime_error("the disk is full");
  }
  void visit_rejected(Rejection) override {}
  void visit_note(Rejection) override {}
};

}  // namespace

TEST_CASE("what is read ahead arrives whole and in order") {
  for (const int count : {0, 1, 256, 257, 10'000}) {
    DocumentBuilder builder("untitled");
    read_ahead(
        [&](RecordVisitor& visitor) {
          visitor.visit_note({1, "a note"});
          give_photos(visitor, count);
          visitor.visit_rejected({2, "a fault"});
        },
        builder);
    CHECK(builder.document.notes.size() == 1);
    CHECK(builder.document.rejected.size() == 1);
    REQUIRE(builder.document.essays.size() == (count == 0 ? 0 : 1));
    if (count == 0) continue;
    const auto& photos = builder.document.essays[0].photos;
    REQUIRE(photos.size() == static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
      REQUIRE(photos[static_cast<std::size_t>(i)].caption == std::to_string(i + 1));
  }
}

TEST_CASE("what goes wrong on either side of reading ahead is told") {
  DocumentBuilder builder("untitled");
  CHECK_THROWS_WITH(read_ahead(
                        [](RecordVisitor& visitor) {
                          give_photos(visitor, 5000);
                          throw std::runtime_error("the file breaks off");
                        },
                        builder),
                    "the file breaks off");
  Stubborn stubborn;
  CHECK_THROWS_WITH(read_ahead([](RecordVisitor& visitor) { give_photos(visitor, 100'000); }, stubborn),
                    "the disk is full");
}

}  // namespace photomap
