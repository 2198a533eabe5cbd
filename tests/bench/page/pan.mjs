// What runs within the page. It marks its moments in the trace; the marks are all that it adds to what is measured.

/** Before the page's own script: marks when photos and their number stand there. */
export function mark_when_shown() {
  const seen = new MutationObserver(() => {
    if (!document.querySelector(".spot") || !/\d/.test(document.querySelector(".counter")?.textContent ?? "")) return;
    performance.mark("bench-shown");
    seen.disconnect();
  });
  seen.observe(document, { childList: true, subtree: true });
}

/**
 * Drags the map to and fro without a rest, at a speed that is the same however long frames take: a drag of `drag_ms` each, in pixels
 * a millisecond. A move is sent in every frame, so there is something to draw in every one.
 */
export async function pan({ drags, drag_ms }) {
  const pane = document.querySelector(".leaflet-map-pane");
  const send = (target, type, x, y) => target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, clientX: x, clientY: y, button: 0, buttons: type === "mouseup" ? 0 : 1 }));
  performance.mark("bench-pan-start");
  for (const [across, down] of drags) {
    send(pane, "mousedown", 900, 450);
    await new Promise((resolve) => {
      let begin = 0;
      const step = (now) => {
        begin ||= now;
        const [x, y] = [900 + across * (now - begin), 450 + down * (now - begin)];
        send(document, "mousemove", x, y);
        if (now - begin < drag_ms) return void requestAnimationFrame(step);
        send(document, "mouseup", x, y);
        resolve();
      };
      requestAnimationFrame(step);
    });
  }
  performance.mark("bench-pan-end");
}
