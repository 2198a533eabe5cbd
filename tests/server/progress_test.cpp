#include "server/commands/progress.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace photomap {

TEST_CASE("progress tells how fast it goes and how long it takes yet, once that means something") {
  struct Row {
    WorkDone done;
    double seconds;
    std::string text;
  };
  for (const auto& [done, seconds, text] : std::vector<Row>{
           {{12, 66, 0, 0}, 0.2, "12 of 66 photos"},
           {{250'000, 0, 25'000'000, 100'000'000}, 2, "250,000 photos, 125,000/s, 6 s left"},
           {{1'234'567, 0, 10, 1000}, 10, "1,234,567 photos, 123,457/s, 16 min 30 s left"},
           {{1000, 2000, 0, 0}, 4, "1,000 of 2,000 photos, 250/s, 4 s left"},
           {{1000, 0, 100, 100}, 4, "1,000 photos, 250/s, finishing"},
           {{1000, 0, 0, 0}, 4, "1,000 photos, 250/s"},
           {{0, 0, 0, 0}, 4, "0 photos"},
       }) {
    CHECK(describe_progress(done, seconds, "photos") == text);
  }
}

}  // namespace photomap
