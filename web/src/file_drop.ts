// Files dropped onto an element. Anywhere else on the page they would open instead of it.
import { h } from "./dom.ts";

export function add_drop(element: HTMLElement, words: string, on_files: (files: readonly File[]) => void): void {
  const veil = h("p", { class: "drop-veil", attributes: { hidden: true } }, words);
  element.append(veil);
  document.addEventListener("dragover", (event) => {
    if (!has_files(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (!has_files(event)) return;
    event.preventDefault();
    veil.hidden = true;
    on_files([...(event.dataTransfer?.files ?? [])]);
  });
}

function has_files({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
