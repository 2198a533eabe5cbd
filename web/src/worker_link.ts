// The page's side of its service worker (../worker/): starts it, tells it what was there before it, and hears of a newer page.
import { Freshness } from "./freshness.ts";
import type { SeenMessage, VersionMessage } from "./kept.ts";

/** `on_newer`: a worker of a newer page has taken over from ours. Silently nothing where a browser has no workers for this address. */
export function hear_worker(on_newer: () => void): void {
  if (!has_workers()) return;
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller) serviceWorker.addEventListener("controllerchange", tell_seen, { once: true });
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<VersionMessage>) => {
    if (data.version !== document.documentElement.dataset["version"]) on_newer();
  });
  serviceWorker.startMessages();
}

/** Answers may be from earlier, and one that does not come is of a reader who is offline. */
export function has_worker(): boolean {
  return has_workers() && navigator.serviceWorker.controller !== null;
}

/** Not in the form for frames, which are pages of others; they share the worker of who has been here. */
function has_workers(): boolean {
  return isSecureContext && "serviceWorker" in navigator && location.pathname === "/";
}

/** To be called after all that the page itself needs. */
export async function start_worker(): Promise<void> {
  if (!has_workers()) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    new Freshness(() => void look_for_newer());
  } catch {
    // The browser does not want to, as in some private windows. The page goes without.
  }
}

/** Without a network there is none. */
async function look_for_newer(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.update().catch(() => undefined);
}

/** What was asked for before the worker was there to see it; some of that is still on its way. */
function tell_seen(): void {
  new PerformanceObserver((list) => {
    const seen = (list.getEntries() as PerformanceResourceTiming[]).filter(({ workerStart }) => workerStart === 0).map(({ name }) => name);
    const message: SeenMessage = { seen };
    if (seen.length) navigator.serviceWorker.controller?.postMessage(message);
  }).observe({ type: "resource", buffered: true });
}
