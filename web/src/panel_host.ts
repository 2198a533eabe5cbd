// Which page of the panel is open: keeps it, and has it drawn when it changes.
import { find_key } from "./dom.ts";
import type { OpenEssay, Panel } from "./panel.ts";
import type { Sheet } from "./sheet.ts";

export class PanelHost {
  private shown_: Panel = { kind: "waiting" };
  private open_: OpenEssay | null = null;

  constructor(private readonly element_: HTMLElement, private readonly sheet_: Sheet, private readonly draw_: () => void) {}

  get shown(): Panel {
    return this.shown_;
  }

  /** The essay whose photos are listed. */
  get open(): OpenEssay | null {
    return this.open_;
  }

  draw(): void {
    this.draw_();
  }

  /** Another page: from its top, and the focus goes to its heading. */
  show(panel: Panel, focus = true): void {
    const stepped = this.shown_.kind === panel.kind;
    this.update(panel);
    this.element_.scrollTop = 0;
    if (panel.kind !== "essays" && panel.kind !== "list") this.sheet_.show();
    if (!stepped && focus) find_key(this.element_, "heading")?.focus({ preventScroll: true });
  }

  /** The same page, of which more is known. */
  update(panel: Panel): void {
    this.shown_ = panel;
    this.draw();
  }

  open_essay(essay: OpenEssay | null): void {
    this.open_ = essay;
    this.draw();
  }

  focus(): void {
    (find_key(this.element_, "heading") ?? this.element_).focus();
  }
}
