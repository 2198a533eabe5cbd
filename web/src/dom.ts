// Elements from values. Text is text: nothing here parses HTML.

type Child = Node | string | null;
type Listener = (event: Event) => void;

export interface Properties {
  readonly class?: string;
  /** Survives a redraw: the element with the same key gets the focus back. */
  readonly key?: string;
  readonly click?: Listener;
  readonly change?: Listener;
  readonly attributes?: Readonly<Record<string, string | boolean>>;
}

const SVG = "http://www.w3.org/2000/svg";

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Properties = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (properties.class) element.className = properties.class;
  if (properties.key) element.dataset["key"] = properties.key;
  if (properties.click) element.addEventListener("click", properties.click);
  if (properties.change) element.addEventListener("change", properties.change);
  set_attributes(element, properties.attributes ?? {});
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function svg(tag: string, attributes: Readonly<Record<string, string>>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  set_attributes(element, attributes);
  element.append(...children);
  return element;
}

/** A line drawing of 24 by 24 in the colour of the text. */
export function icon(path: string): SVGElement {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: path }));
}

/** Puts new content into an element and the focus back where it was. */
export function redraw(parent: HTMLElement, ...children: Node[]): void {
  const key = document.activeElement instanceof HTMLElement && parent.contains(document.activeElement) ? document.activeElement.dataset["key"] : undefined;
  parent.replaceChildren(...children);
  if (key !== undefined) find_key(parent, key)?.focus({ preventScroll: true });
}

export function find_key(parent: HTMLElement, key: string): HTMLElement | null {
  return [...parent.querySelectorAll<HTMLElement>("[data-key]")].find((element) => element.dataset["key"] === key) ?? null;
}

export function find_element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

function set_attributes(element: Element, attributes: Readonly<Record<string, string | boolean>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
}
