import { fill_about, fill_credits } from "./about.ts";
import { App } from "./app.ts";
import { basemap_menu } from "./basemap_menu.ts";
import { choose_basemap, keep_basemap, load_kept_basemap, OPENSTREETMAP } from "./basemaps.ts";
import type { BasemapKind } from "./basemaps.ts";
import { BasemapSource } from "./basemap_source.ts";
import { load_operators_map } from "./api.ts";
import { Connection } from "./connection.ts";
import { find_element } from "./dom.ts";
import { is_embedded } from "./embed.ts";
import { open_map_link } from "./embed_dialog.ts";
import { hear_answers } from "./fetcher.ts";
import { add_map_tools } from "./map_tools.ts";
import { choose_language, load_catalogue, load_kept_language } from "./languages.ts";
import { add_language_menu } from "./language_menu.ts";
import { MapView } from "./map_view.ts";
import { Notice } from "./notice.ts";
import { OwnLayers } from "./own_layers.ts";
import { say_page } from "./page_words.ts";
import { say, use_catalogue } from "./say.ts";
import { SearchBox } from "./search_box.ts";
import { Sheet } from "./sheet.ts";
import { TimelineView } from "./timeline_view.ts";
import { parse_url_state } from "./url_state.ts";
import { has_worker, hear_worker, start_worker } from "./worker_link.ts";

const language = choose_language(parse_url_state(location.search).lang, load_kept_language(), navigator.languages);
use_catalogue(await load_catalogue(language));
say_page(language);
add_language_menu(find_element("language"), language);

const dialog = document.querySelector("dialog");
if (!dialog) throw new Error("index.html has no dialog");
const about = { line: find_element("credits"), dialog };
fill_about(about, [], []);

// The server says in the page's head that there is a map of its operator's; without it the page does without.
const operators = document.querySelector('link[rel="basemap"]') ? await load_operators_map().catch(() => null) : null;
const connection = new Connection(find_element("offline"), () => app.ask_anew(), () => app.catch_up());
hear_answers({ heard: (kept) => connection.heard(kept), missed: () => { if (has_worker()) connection.missed(); } });
const notice = new Notice(find_element("notice"), find_element("progress"));
const map = find_element("map");
const announcer = find_element("announcer");
const app = new App({
  make_map: (events) => {
    const view = new MapView(map, new BasemapSource(map.dataset["basemap"] ?? "/basemap/", language), events);
    const chosen = choose_basemap(load_kept_basemap(), operators !== null);
    const show = (kind: BasemapKind): void => {
      const other = kind === "osm" ? OPENSTREETMAP : kind === "operator" ? operators : null;
      view.show_other_map(other);
      fill_credits(about, other);
    };
    show(chosen);
    const on_say = (words: string): void => { announcer.textContent = words; };
    find_element("map-tools").append(basemap_menu({ chosen, operators, on_choose: (kind) => { keep_basemap(kind); show(kind); } }));
    const layers = add_map_tools(find_element("map-tools"), { on_all: () => app.show_all(), on_here: (at, accuracy_m) => view.show_reader(at, accuracy_m), on_say });
    if (layers) {
      new OwnLayers(layers, find_element("map-frame"), {
        show_layers: (shapes, on_area) => view.shapes.show_layers(shapes, on_area), draw_area: () => view.draw_area(),
        fit_box: (box) => view.fit_box(box), visible_box: () => view.visible_box(),
      }, { on_area: (area) => app.show_inside(area), on_say });
    }
    return view;
  },
  make_timeline: (events) => new TimelineView(find_element("timeline"), events),
  panel: find_element("panel"),
  story: find_element("story"),
  announcer,
  sheet: new Sheet(find_element("sheet"), find_element("handle")),
  notice,
  on_collection: ({ attribution, title }, sources) => {
    document.title = `${title} · photomap`;
    fill_about(about, attribution, sources);
  },
});
new SearchBox(find_element("search-box"), {
  on_place: (place) => app.show_place(place), on_words: (words) => app.show_words(words),
  on_inside: (place, id) => app.show_photos_in(id, place), on_photo: (photo) => app.show_photo(photo), within: () => app.searched(language),
});
find_element("skip-list").addEventListener("click", (event) => {
  event.preventDefault();
  app.focus_list();
});
if (is_embedded()) find_element("map").after(open_map_link());
hear_worker(() => notice.offer(say("newer_page"), say("load_newer"), () => location.reload()));
await app.start();
await start_worker();
