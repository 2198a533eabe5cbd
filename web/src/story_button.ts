// The way into a story.
import { h, icon } from "./dom.ts";
import { say } from "./say.ts";

const BOOK = "M12 7c-2-1.6-4.6-2-8-2v13c3.4 0 6 .4 8 2 2-1.6 4.6-2 8-2V5c-3.4 0-6 .4-8 2zM12 7v13";

export function story_button(click: () => void): HTMLElement {
  return h("button", { class: "reveal read", key: "read", click, attributes: { type: "button" } }, icon(BOOK), say("story_read"));
}
