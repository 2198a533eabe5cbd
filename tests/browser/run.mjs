// What a visitor does, in a real browser against the real program: node tests/browser/run.mjs
import "./map_and_photos.mjs";
import "./filters.mjs";
import "./search_and_list.mjs";
import "./story.mjs";
import "./languages.mjs";
import "./own_layer.mjs";
import "./photo_search.mjs";
import "./basemaps.mjs";
import "./frames.mjs";
import "./sturdiness.mjs";
import "./offline.mjs";
