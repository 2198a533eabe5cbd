// What the page and its service worker (../worker/) say to each other.

/** A header of answers that the worker has kept from earlier: when that was, as ISO 8601. */
export const KEPT_HEADER = "X-Photomap-Kept";

/** From the page: these it has asked for already, before there was a worker. */
export interface SeenMessage {
  readonly seen: readonly string[];
}

/** From the worker: it has taken over, and belongs to the page of this version. */
export interface VersionMessage {
  readonly version: string;
}

/** What the page's requests accept: kept answers are those to the same question. */
export const ACCEPT = "application/geo+json, application/json";
