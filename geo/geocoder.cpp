#include "geo/geocoder.hpp"

#include "geo/placement.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace photomap {

namespace {

constexpr double kTrustEvent = 0.7;
constexpr double kTrustNeighbours = 0.4;
constexpr Meters kOnTheWay =
    Meters::kilometers(25);  // a photo "en route to" elsewhere has left the place it comes from
constexpr Meters kUnstatedGps =
    Meters::kilometers(0.1);  // a position from the source that says nothing of its precision
constexpr Meters kAround =
    Meters::kilometers(30);  // a venue this near, in the same country, speaks for a town
constexpr Meters kCoarse = Meters::kilometers(200);  // from here on a place says less than the essay's own
constexpr double kAdjacentWeight = 3;
constexpr double kSameMonthWeight = 2;
constexpr double kNotThereYet = 0.3;  // "crossing to the Chinese side" is not on it

bool is_coarse(const Place& place) {
  return place.uncertainty >= kCoarse;
}

void normalise(std::vector<Meaning>& places) {
  double sum = 0;
  for (const Meaning& meaning : places) sum += meaning.share;
  for (Meaning& meaning : places) meaning.share /= sum;
  std::stable_sort(places.begin(), places.end(),
                   [](const Meaning& a, const Meaning& b) { return a.share > b.share; });
}

// One essay on its way through the steps below; they run in the order of `run`.
class EssayGeocoding {
 public:
  EssayGeocoding(Gazetteer& gazetteer, Resolver& resolver, const EssayRecord& essay)
      : essay_(essay),
        resolver_(resolver),
        is_name_([&gazetteer](const std::string& key) { return gazetteer.has_name(key); }) {}

  std::vector<Georeference> run() {
    read();
    resolve();
    place_by_own_words();
    place_by_events();
    place_by_essay();
    place_by_neighbours();
    std::vector<Georeference> answers;
    for (std::size_t i = 0; i < essay_.photos.size(); ++i) answers.push_back(answer(i));
    return answers;
  }

 private:
  struct PhotoState {
    CaptionReading reading;
    std::vector<ResolvedMention> mentions;
    Placement placement;
    bool by_own_words = false;  ///< placed by what its caption names
    bool by_caption = false;    ///< placed by that, or by an event its caption names
  };

  void read() {
    title_reading_ = read_caption(essay_.title, is_name_, TextKind::title);
    intro_reading_ = read_caption(essay_.intro, is_name_);
    photos_.resize(essay_.photos.size());
    for (std::size_t i = 0; i < photos_.size(); ++i)
      photos_[i].reading = read_caption(essay_.photos[i].caption, is_name_);
  }

  // Title and intro support each other and the captions; then the captions support the headings and each
  // other.
  void resolve() {
    Context headings;
    for (int round = 0; round < 2; ++round) {
      title_ = resolver_.resolve_all(title_reading_, headings);
      intro_ = resolver_.resolve_all(intro_reading_, headings);
      headings = {};
      add_support(headings, title_);
      add_support(headings, intro_);
    }
    Context all = headings;
    std::map<std::string, int> captions_naming;
    int captions_naming_any = 0;
    for (PhotoState& photo : photos_) {
      Context caption;
      add_support(caption, resolver_.resolve_all(photo.reading, headings));
      for (const std::string& country : caption.countries) ++captions_naming[country];
      captions_naming_any += caption.countries.empty() ? 0 : 1;
      all.places.insert(all.places.end(), caption.places.begin(), caption.places.end());
    }
    // A single caption's country is its own, not the essay's.
    for (const auto& [country, captions] : captions_naming) {
      if (2 * captions > captions_naming_any) all.countries.insert(country);
    }
    title_ = resolver_.resolve_all(title_reading_, all);
    intro_ = resolver_.resolve_all(intro_reading_, all);
    essay_placement_ = place_by_headings();
    for (PhotoState& photo : photos_) {
      // A caption that names its own city is not argued with by the essay's other cities, so those are left
      // out.
      Context context{.countries = all.countries, .sides = {}, .places = {}};
      for (const Meaning& meaning : essay_placement_.places) context.places.push_back(meaning.place);
      photo.mentions = resolver_.resolve_all(photo.reading, context);
    }
  }

  // The title's place, refined by what the intro names inside it; the intro's where the title names none.
  Placement place_by_headings() const {
    Placement by_title = place_by_heading(title_, "title");
    Placement by_intro = place_by_heading(intro_, "intro");
    if (!by_title || !by_intro) return by_title ? by_title : by_intro;
    const Place& of_title = by_title.places.front().place;
    const bool refined =
        std::all_of(by_intro.places.begin(), by_intro.places.end(), [&](const Meaning& meaning) {
          return is_coarse(of_title) && !is_coarse(meaning.place) && may_lie_within(meaning.place, of_title);
        });
    return refined ? by_intro : by_title;
  }

  void place_by_own_words() {
    for (PhotoState& photo : photos_) photo.placement = place_by_caption(photo.mentions);
    widen_scattered_essay();
    for (PhotoState& photo : photos_) {
      if (photo.placement && is_coarse(photo.placement.places.front().place))
        refine_by_essay(photo.placement);
      photo.by_own_words = static_cast<bool>(photo.placement);
    }
  }

  // "viewed from across the border in Kazakhstan", in an essay on Khorgos: Khorgos, on the Kazakhstani side.
  void refine_by_essay(Placement& placement) const {
    std::vector<Meaning> inside;
    for (const Meaning& meaning : essay_placement_.places) {
      if (!is_coarse(meaning.place) && may_lie_within(meaning.place, placement.places.front().place))
        inside.push_back(meaning);
    }
    if (inside.empty()) return;
    normalise(inside);
    placement.places = std::move(inside);
    placement.trust = std::min(placement.trust, essay_placement_.trust);
    placement.margin = essay_placement_.margin;
    placement.reason += "; " + essay_placement_.reason;
  }

  // An event that one caption places is placed for the others that name it, by the town and not by the hall.
  void place_by_events() {
    std::map<std::string, std::pair<std::size_t, Meaning>> where;
    for (std::size_t i = 0; i < photos_.size(); ++i) {
      const auto town = photos_[i].by_own_words ? find_town(photos_[i]) : std::nullopt;
      if (!town) continue;
      for (const EventName& event : photos_[i].reading.events) where.try_emplace(event.key, i, *town);
    }
    for (PhotoState& photo : photos_) {
      if (photo.placement) continue;
      for (const EventName& event : photo.reading.events) {
        const auto found = where.find(event.key);
        if (found == where.end()) continue;
        const auto& [witness, town] = found->second;
        photo.placement = {
            .places = {town},
            .trust = kTrustEvent,
            .margin = {},
            .reason = fmt::format("'{}' took place in {}, by the caption of photo {} of this essay",
                                  event.text, town.place.name, witness + 1)};
        break;
      }
    }
  }

  // The settlement that a caption names, alone or around its venue.
  static std::optional<Meaning> find_town(const PhotoState& photo) {
    for (const ResolvedMention& mention : photo.mentions) {
      const std::string& type = mention.best().feature_type;
      const bool settlement = type == "city" || type == "town" || type == "village";
      if (settlement && may_lie_within(photo.placement.places.front().place, mention.best()))
        return mention.meanings.front();
    }
    return std::nullopt;
  }

  void place_by_essay() {
    for (PhotoState& photo : photos_) photo.by_caption = static_cast<bool>(photo.placement);
    if (!essay_placement_) return;
    for (std::size_t i = 0; i < photos_.size(); ++i) {
      if (photos_[i].placement) continue;
      photos_[i].placement = essay_placement_;
      Placement& placement = photos_[i].placement;
      placement.reason =
          fmt::format("{}; {}", describe_other_roles(photos_[i].mentions), essay_placement_.reason);
      weigh_by_neighbours(i, placement);
      if (leaves_for_elsewhere(photos_[i])) placement.margin = std::max(placement.margin, kOnTheWay);
    }
  }

  // "Mining in Mongolia", with an intro that names its capital, and most captions other towns: then a photo
  // without a place is in Mongolia; and as far off as those towns where no country is named.
  void widen_scattered_essay() {
    if (!essay_placement_ || is_coarse(essay_placement_.places.front().place)) return;
    const Place heart = essay_placement_.places.front().place;
    int inside = 0;
    int outside = 0;
    std::set<std::string> elsewhere;
    Meters reach{};
    for (std::size_t k = 0; k < photos_.size(); ++k) {
      if (!photos_[k].placement || is_coarse(photos_[k].placement.places.front().place)) continue;
      const Place& other = photos_[k].placement.places.front().place;
      const bool is_inside =
          std::any_of(essay_placement_.places.begin(), essay_placement_.places.end(),
                      [&](const Meaning& meaning) { return is_placed_in(k, meaning.place); });
      ++(is_inside ? inside : outside);
      if (!is_inside) elsewhere.insert(other.id);
      if (!is_inside && other.country == heart.country)
        reach = std::max(reach, distance(heart.location, other.location));
    }
    if (outside <= inside || elsewhere.size() <= essay_placement_.places.size()) return;
    if (Placement wide = country_of_headings(heart)) {
      essay_placement_ = std::move(wide);
    } else {
      essay_placement_.margin = reach;
      essay_placement_.trust *= static_cast<double>(inside + 1) / (inside + outside + 1);
      essay_placement_.reason += "; most captions name other places, the circle reaches them";
    }
  }

  Placement country_of_headings(const Place& heart) const {
    for (const auto& [mentions, where] : {std::pair{&title_, "title"}, std::pair{&intro_, "intro"}}) {
      std::vector<ResolvedMention> wide;
      std::copy_if(mentions->begin(), mentions->end(), std::back_inserter(wide),
                   [&](const ResolvedMention& mention) {
                     return is_coarse(mention.best()) && may_lie_within(heart, mention.best());
                   });
      if (Placement placement = place_by_heading(wide, where)) return placement;
    }
    return {};
  }

  // All of the essay's places stay possible; the photos around it say which is likelier, and so does where it
  // is bound for.
  void weigh_by_neighbours(std::size_t i, Placement& placement) const {
    if (placement.places.size() < 2) return;
    std::vector<double> weights;
    for (const Meaning& meaning : placement.places) weights.push_back(weight_by_neighbours(i, meaning.place));
    add_weight_of_date(i, placement, weights);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      if (is_bound_for(photos_[i], placement.places[k].place)) weights[k] *= kNotThereYet;
    }
    if (std::all_of(weights.begin(), weights.end(), [&](double weight) { return weight == weights.front(); }))
      return;
    for (std::size_t k = 0; k < weights.size(); ++k) placement.places[k].share *= weights[k];
    normalise(placement.places);
    placement.reason += "; the captions around it speak for " + placement.places.front().place.name;
  }

  bool is_placed_in(std::size_t k, const Place& place) const {
    const Place& other = photos_[k].placement.places.front().place;
    const bool around = may_lie_within(other, place) || distance(other.location, place.location) <= kAround;
    return around && (place.country.empty() || other.country == place.country);
  }

  // The nearest photo before and the nearest after that a caption places; the nearer the more.
  double weight_by_neighbours(std::size_t i, const Place& place) const {
    double weight = 1;
    const auto add = [&](std::size_t k, std::size_t steps) {
      if (is_placed_in(k, place)) weight += kAdjacentWeight / static_cast<double>(steps);
    };
    for (std::size_t k = i; k-- > 0;) {
      if (photos_[k].by_caption) {
        add(k, i - k);
        break;
      }
    }
    for (std::size_t k = i + 1; k < photos_.size(); ++k) {
      if (photos_[k].by_caption) {
        add(k, k - i);
        break;
      }
    }
    return weight;
  }

  // Photos of the same month count where they stand in one of the places only.
  void add_weight_of_date(std::size_t i, const Placement& placement, std::vector<double>& weights) const {
    if (!essay_.photos[i].taken) return;
    std::set<std::size_t> places_of_month;
    for (std::size_t k = 0; k < photos_.size(); ++k) {
      if (!photos_[k].by_caption || essay_.photos[k].taken != essay_.photos[i].taken) continue;
      for (std::size_t p = 0; p < weights.size(); ++p) {
        if (is_placed_in(k, placement.places[p].place)) places_of_month.insert(p);
      }
    }
    if (places_of_month.size() == 1) weights[*places_of_month.begin()] += kSameMonthWeight;
  }

  static bool is_bound_for(const PhotoState& photo, const Place& place) {
    return std::any_of(photo.mentions.begin(), photo.mentions.end(), [&](const ResolvedMention& mention) {
      return mention.mention.role == Role::towards &&
             (mention.best().id == place.id || mention.best().parent_id == place.id);
    });
  }

  bool leaves_for_elsewhere(const PhotoState& photo) const {
    return std::any_of(photo.mentions.begin(), photo.mentions.end(), [&](const ResolvedMention& mention) {
      if (mention.mention.role != Role::towards) return false;
      return std::none_of(photo.placement.places.begin(), photo.placement.places.end(),
                          [&](const Meaning& meaning) {
                            return may_lie_within(mention.best(), meaning.place) ||
                                   may_lie_within(meaning.place, mention.best());
                          });
    });
  }

  // No heading names a place: then where the essay's other photos are.
  void place_by_neighbours() {
    std::map<std::string, Meaning> others;
    for (const PhotoState& photo : photos_) {
      if (!photo.by_own_words) continue;
      for (const Meaning& meaning : photo.placement.places) {
        auto [entry, is_new] = others.try_emplace(meaning.place.id, meaning);
        if (!is_new) entry->second.share += meaning.share;
      }
    }
    if (others.empty()) return;
    Placement common{.places = {}, .trust = kTrustNeighbours, .margin = {}, .reason = {}};
    for (const auto& [id, meaning] : others) common.places.push_back(meaning);
    normalise(common.places);
    for (PhotoState& photo : photos_) {
      if (photo.placement) continue;
      photo.placement = common;
      photo.placement.reason =
          fmt::format("{}; the essay's title and intro name none; inherited from its other photos",
                      describe_other_roles(photo.mentions));
    }
  }

  Georeference answer(std::size_t i) const {
    Georeference where = to_georeference(photos_[i].placement);
    if (!photos_[i].placement)
      where.reason = describe_other_roles(photos_[i].mentions) + "; nor do other texts name one";
    const PhotoRecord& record = essay_.photos[i];
    return record.location ? at_given_position(record, where) : where;
  }

  // The source's own position stands; the caption's place is kept as its name where the two agree.
  static Georeference at_given_position(const PhotoRecord& record, const Georeference& by_text) {
    const Meters uncertainty = record.uncertainty.value_or(kUnstatedGps);
    const bool agree = by_text.location &&
                       distance(*record.location, *by_text.location) <= by_text.uncertainty + uncertainty;
    Georeference where = agree ? by_text : Georeference{};
    where.location = record.location;
    where.uncertainty = uncertainty;
    where.confidence = 1;
    where.candidates.clear();
    where.reason = "position given by the source";
    if (!record.uncertainty)
      where.reason += fmt::format(", its precision not; {} m assumed", kUnstatedGps.value);
    if (agree) where.reason += "; " + by_text.reason;
    return where;
  }

  const EssayRecord& essay_;
  Resolver& resolver_;
  std::function<bool(const std::string&)> is_name_;
  CaptionReading title_reading_;
  CaptionReading intro_reading_;
  std::vector<ResolvedMention> title_;
  std::vector<ResolvedMention> intro_;
  Placement essay_placement_;
  std::vector<PhotoState> photos_;
};

}  // namespace

std::vector<Georeference> Geocoder::locate_essay(const EssayRecord& essay) {
  return EssayGeocoding(gazetteer_, resolver_, essay).run();
}

Georeference Geocoder::locate_text(const std::string& text) {
  EssayRecord essay;
  essay.photos.emplace_back().caption = text;
  return locate_essay(essay).front();
}

}  // namespace photomap
