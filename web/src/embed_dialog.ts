// "Embed this view": the code of a frame, to be copied.
import { copy_button } from "./copy.ts";
import { h, icon } from "./dom.ts";
import { embed_code, whole_url } from "./embed.ts";
import { say } from "./say.ts";

const COPY = "M9 9h10v11H9zM5 15V4h10";

export function show_embed_dialog(on_say: (words: string) => void): void {
  const code = embed_code(location.href, document.title);
  const field = h("textarea", { class: "embed-code", attributes: { readonly: true, rows: "5", "aria-label": say("embed_code"), spellcheck: "false" } });
  field.value = code;
  field.addEventListener("focus", () => field.select());
  const dialog = h("dialog", { class: "about embed-dialog", attributes: { "aria-label": say("embed_view") } },
    h("h2", {}, say("embed_view")), h("p", {}, say("embed_how")), field,
    h("div", { class: "embed-actions" },
      copy_button(say("copy_code"), icon(COPY), "copy-code", () => code, on_say),
      h("button", { class: "close", click: () => dialog.close(), attributes: { type: "button" } }, say("close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** In a frame: the way to the whole page, in the state that it has when it is taken. */
export function open_map_link(): HTMLElement {
  const link = h("a", { class: "open-map", attributes: { href: whole_url(location.href) } }, say("open_map"));
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, () => { link.href = whole_url(location.href); });
  return link;
}
