// Buttons over the map: all photos, where the reader is, the whole screen, the map beneath, the frame for another page.
import { h, icon } from "./dom.ts";
import { is_embedded } from "./embed.ts";
import { show_embed_dialog } from "./embed_dialog.ts";
import type { LonLat } from "./geo.ts";
import { say } from "./say.ts";

export interface ToolEvents {
  readonly on_all: () => void;
  readonly on_here: (at: LonLat, accuracy_m: number) => void;
  readonly on_say: (words: string) => void;
}

const ALL = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M9 12h6M12 9v6";
const HERE = "M12 3v3M12 18v3M3 12h3M18 12h3M12 6a6 6 0 100 12 6 6 0 000-12zM12 11a1 1 0 100 2 1 1 0 000-2z";
const WHOLE = "M14 4h6v6M20 4l-6.5 6.5M10 20H4v-6M4 20l6.5-6.5";
const LAYERS = "M12 4l8.5 4.5L12 13 3.5 8.5zM3.5 12.5L12 17l8.5-4.5M3.5 16.5L12 21l8.5-4.5";
const CODE = "M9 8l-5 4 5 4M15 8l5 4-5 4";
const SAID_MS = 5000;

/** The button for the reader's own files, which has its panel elsewhere; null in a frame. */
export function add_map_tools(bar: HTMLElement, { on_all, on_here, on_say }: ToolEvents): HTMLButtonElement | null {
  const said = h("p", { class: "tool-said", attributes: { hidden: true } });
  const tell = (words: string): void => {
    on_say(words);
    said.textContent = words;
    said.hidden = false;
    setTimeout(() => { said.hidden = true; }, SAID_MS);
  };
  bar.append(said, tool(say("fit_all"), ALL, on_all));
  if (isSecureContext) bar.append(tool(say("show_where_i_am"), HERE, () => locate(on_here, tell)));
  if (document.fullscreenEnabled) bar.append(tool(say("whole_screen"), WHOLE, () => void toggle_fullscreen(), "roomy"));
  if (is_embedded()) return null;
  bar.append(tool(say("embed_view"), CODE, () => show_embed_dialog(on_say), "roomy"));
  const layers = tool(say("own_layers"), LAYERS, () => {});
  bar.append(layers);
  return layers;
}

/** `class_name`: "roomy" where a phone has no room for it beside what else there is. */
function tool(label: string, drawing: string, click: () => void, class_name = ""): HTMLButtonElement {
  return h("button", { class: `map-tool ${class_name}`.trim(), click, attributes: { type: "button", "aria-label": label, title: label } }, icon(drawing));
}

/** Asked of the browser at the reader's word only, and told to nobody. */
function locate(on_here: ToolEvents["on_here"], tell: (words: string) => void): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => on_here({ lon: coords.longitude, lat: coords.latitude }, coords.accuracy),
    ({ code }) => tell(code === GeolocationPositionError.PERMISSION_DENIED ? say("location_denied") : say("location_failed")),
    { timeout: 15_000, maximumAge: 60_000 });
}

async function toggle_fullscreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}
