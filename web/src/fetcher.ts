// The only place that asks the network.
import { ACCEPT, KEPT_HEADER } from "./kept.ts";

export class FetchError extends Error {
  /** The status of the answer; 0 when there was none. `reason` is what the server says of it, in English. */
  constructor(readonly status: number, message: string, readonly reason: string | null = null) {
    super(message);
    this.name = "FetchError";
  }
}

export interface Answer {
  readonly value: unknown;
  /** The server says that it never changes. */
  readonly lasts: boolean;
}

export interface Hearer {
  /** An answer came; a date where the service worker has kept it from then. */
  readonly heard: (kept: Date | null) => void;
  /** None came. */
  readonly missed: () => void;
}

let hearer: Hearer = { heard: () => undefined, missed: () => undefined };

/** Who is told how the network does. */
export function hear_answers(by: Hearer): void {
  hearer = by;
}

export async function fetch_json(path: string, signal: AbortSignal): Promise<unknown> {
  return (await fetch_answer(path, signal)).value;
}

/** Only paths of our own server; throws FetchError, or the signal's AbortError. */
export async function fetch_answer(path: string, signal: AbortSignal): Promise<Answer> {
  const answer = await ask(path, signal, ACCEPT);
  return { value: await answer.json(), lasts: is_lasting(answer) };
}

/** Null where the server has nothing under the path (204). */
export async function fetch_bytes(path: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const answer = await ask(path, signal, "*/*");
  return answer.status === 204 ? null : new Uint8Array(await answer.arrayBuffer());
}

async function ask(path: string, signal: AbortSignal, accept: string): Promise<Response> {
  const answer = await fetch(path, { signal, headers: { accept } }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    hearer.missed();
    throw new FetchError(0, `${path}: no answer`);
  });
  if (!is_lasting(answer)) hearer.heard(kept_date(answer.headers.get(KEPT_HEADER))); // what lasts may come from anywhere
  if (!answer.ok) throw new FetchError(answer.status, `${path}: status ${answer.status}`, await find_reason(answer));
  return answer;
}

function is_lasting(answer: Response): boolean {
  return /\bimmutable\b/.test(answer.headers.get("cache-control") ?? "");
}

function kept_date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Of a problem as RFC 9457 has it. */
async function find_reason(answer: Response): Promise<string | null> {
  const problem: unknown = await answer.json().catch(() => null);
  return typeof problem === "object" && problem !== null && "detail" in problem && typeof problem.detail === "string" ? problem.detail : null;
}

export function is_abort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** One running load at a time: asking for the next one calls off the one before. */
export class Latest {
  private running_ = new AbortController();

  next(): AbortSignal {
    this.running_.abort();
    this.running_ = new AbortController();
    return this.running_.signal;
  }
}
