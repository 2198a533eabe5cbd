// One cache of the browser with a bound: what was put there first leaves first.
import { KEPT_HEADER } from "../src/kept.ts";

export interface Bound {
  readonly name: string;
  readonly most: number;
  /** What is kept may have become another since, so it says when it was kept. */
  readonly marked: boolean;
}

/** A larger answer is not kept. */
const MOST_BYTES = 2_000_000;
/** Counting the entries takes a moment. */
const TRIMMED_EVERY = 40;

export class Shelf {
  private put_since_trim_ = 0;

  constructor(private readonly bound_: Bound) {}

  get name(): string {
    return this.bound_.name;
  }

  async find(request: Request): Promise<Response | undefined> {
    return (await caches.open(this.name)).match(request);
  }

  /** A device that has no room left keeps nothing more. */
  async keep(request: Request, answer: Response): Promise<void> {
    if (answer.status !== 200 || answer.type !== "basic") return;
    const body = await answer.blob();
    if (body.size > MOST_BYTES) return;
    const headers = new Headers(answer.headers);
    if (this.bound_.marked) headers.set(KEPT_HEADER, new Date().toISOString());
    const cache = await caches.open(this.name);
    await cache.put(request, new Response(body, { headers })).catch(() => undefined);
    if (++this.put_since_trim_ % TRIMMED_EVERY === 0) await this.trim_(cache);
  }

  private async trim_(cache: Cache): Promise<void> {
    const kept = await cache.keys();
    await Promise.all(kept.slice(0, Math.max(0, kept.length - this.bound_.most)).map((request) => cache.delete(request)));
  }
}
