// Text to the clipboard; where the browser does not allow that, into a field, marked, to copy by hand.
import { h } from "./dom.ts";
import { say } from "./say.ts";

/** A button that says for a while that it has copied. `text` is asked for when it is pressed. */
export function copy_button(label: string, drawing: SVGElement, key: string, text: () => string, on_say: (words: string) => void): HTMLElement {
  const words = h("span", {}, label);
  const button = h("button", { class: "action", key, attributes: { type: "button" } }, drawing, words);
  button.addEventListener("click", () => void copy_text(text(), button).then((copied) => {
    if (!copied) return on_say(say("copy_by_hand"));
    words.textContent = say("copied");
    on_say(say("label_copied", { label }));
    setTimeout(() => { words.textContent = label; }, 2000);
  }));
  return button;
}

async function copy_text(text: string, beside: HTMLElement): Promise<boolean> {
  // A page that comes over plain HTTP from another machine has no clipboard.
  const copied = await (navigator.clipboard as Clipboard | undefined)?.writeText(text).then(() => true, () => false);
  if (copied) return true;
  beside.parentElement?.querySelector(".to-copy")?.remove();
  const field = h("textarea", { class: "to-copy", attributes: { readonly: true, rows: "4", "aria-label": say("text_to_copy") } });
  field.value = text;
  beside.parentElement?.append(field);
  field.focus();
  field.select();
  return false;
}
