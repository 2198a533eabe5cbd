#include "tests/bench/essay_variants.hpp"

#include "geo/candidates.hpp"
#include "geo/caption.hpp"
#include "geo/import.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>

namespace photomap {

namespace {

class Varier {
 public:
  explicit Varier(const Gazetteer& gazetteer) : gazetteer_(gazetteer), tests_(name_tests(gazetteer)) {}

  // The same place has the same new name all over an essay.
  EssayRecord vary(EssayRecord essay) {
    new_names_.clear();
    vary_text(essay.title);
    vary_text(essay.intro);
    for (PhotoRecord& photo : essay.photos) vary_text(photo.caption);
    return essay;
  }

 private:
  void vary_text(std::string& text) {
    const CaptionReading reading = read_caption(text, tests_);
    for (auto mention = reading.mentions.rbegin(); mention != reading.mentions.rend(); ++mention) {
      std::string& name = new_names_[mention->key];
      if (name.empty()) name = settlement();
      text.replace(mention->begin, mention->end - mention->begin, name);
    }
  }

  std::string settlement() {
    while (true) {
      const PlaceRow& row = gazetteer_.row(static_cast<PlaceNumber>(random_() % gazetteer_.place_count()));
      if (row.kind == PlaceKind::settlement) return std::string(gazetteer_.text(row.name));
    }
  }

  const Gazetteer& gazetteer_;
  NameTests tests_;
  std::map<std::string, std::string> new_names_;
  std::mt19937_64 random_{20261125};
};

}  // namespace

std::vector<EssayRecord> load_essays(const std::filesystem::path& project) {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"data/essays", "tests/data/essays"}) {
    for (const auto& entry : std::filesystem::directory_iterator(project / folder)) {
      const auto ending = entry.path().extension();
      if (ending == ".txt" || ending == ".csv") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<EssayRecord> essays;
  for (const std::filesystem::path& file : files) {
    LoadedSource source = load_source(file);
    std::move(source.document.essays.begin(), source.document.essays.end(), std::back_inserter(essays));
  }
  return essays;
}

std::vector<EssayRecord> vary_essays(const std::vector<EssayRecord>& essays, const Gazetteer& gazetteer,
                                     std::size_t count) {
  Varier varier(gazetteer);
  std::vector<EssayRecord> variants;
  for (std::size_t i = 0; i < count; ++i) variants.push_back(varier.vary(essays[i % essays.size()]));
  return variants;
}

std::size_t count_captions(const std::vector<EssayRecord>& essays) {
  std::size_t captions = 0;
  for (const EssayRecord& essay : essays) captions += essay.photos.size();
  return captions;
}

}  // namespace photomap
