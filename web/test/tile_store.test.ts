import { describe, expect, test } from "vitest";
import type { TileId } from "../src/geo.ts";
import { FetchError } from "../src/fetcher.ts";
import { TileStore } from "../src/tile_store.ts";
import type { TileQuery } from "../src/tile_store.ts";
import { lone_photo } from "./photos.ts";

const stop = new AbortController().signal;
const WANTED: TileId[] = [{ z: 3, x: 1, y: 0 }, { z: 3, x: 2, y: 0 }];
const ALL = { version: "7", filter: "" };

/** A store whose tiles hold one photo each, and what it asked its server for. */
function store_of(lasts: (query: TileQuery) => boolean = () => true): { tiles: TileStore; asked: string[] } {
  const asked: string[] = [];
  const tiles = new TileStore(async ({ x }, query) => {
    asked.push(`${x}:${query.version}:${query.filter}`);
    return { features: [lone_photo(x, x, 0)], lasts: lasts(query) };
  });
  return { tiles, asked };
}

describe("kept tiles", () => {
  test("are asked for once for each filter", async () => {
    const { tiles, asked } = store_of();
    await tiles.load(WANTED, ALL, stop);
    expect(await tiles.load(WANTED, ALL, stop)).toHaveLength(2);
    await tiles.load(WANTED, { ...ALL, filter: "&essay=a" }, stop);
    expect(asked).toEqual(["1:7:", "2:7:", "1:7:&essay=a", "2:7:&essay=a"]);
  });

  test("are dropped when the data is another", async () => {
    const { tiles, asked } = store_of();
    await tiles.load(WANTED.slice(0, 1), ALL, stop);
    await tiles.load(WANTED.slice(0, 1), { ...ALL, version: "8" }, stop);
    await tiles.load(WANTED.slice(0, 1), ALL, stop);
    expect(asked).toEqual(["1:7:", "1:8:", "1:7:"]);
  });

  test("are only those that last: a server that lags behind its data is asked again", async () => {
    let caught_up = false;
    const { tiles, asked } = store_of(() => caught_up);
    await tiles.load(WANTED, ALL, stop);
    expect(tiles.lasts).toBe(false);
    caught_up = true;
    await tiles.load(WANTED, ALL, stop);
    expect(tiles.lasts).toBe(true);
    await tiles.load(WANTED, ALL, stop);
    expect(asked).toHaveLength(4);
  });

  test("are not those that failed, which are told and asked for again", async () => {
    let fails = true;
    const tiles = new TileStore(async ({ x }) => {
      if (fails && x === 2) throw new FetchError(0, "away");
      return { features: [lone_photo(x, 0, 0)], lasts: true };
    });
    expect(await tiles.load(WANTED, ALL, stop)).toHaveLength(1);
    expect([tiles.lost?.message, tiles.lasts]).toEqual(["away", false]);
    fails = false;
    expect(await tiles.load(WANTED, ALL, stop)).toHaveLength(2);
    expect([tiles.lost, tiles.lasts]).toEqual([null, true]);
  });

  test("are none where the load was called off", async () => {
    const tiles = new TileStore(() => Promise.reject(new DOMException("off", "AbortError")));
    await expect(tiles.load(WANTED, ALL, stop)).rejects.toThrow("off");
  });

  test("do not take one of earlier data that comes late", async () => {
    let arrive = (): void => {};
    const late = new Promise<void>((resolve) => { arrive = resolve; });
    const asked: string[] = [];
    const tiles = new TileStore(async (_, { version }) => {
      asked.push(version);
      if (asked.length === 1) await late;
      return { features: [], lasts: true };
    });
    const first = tiles.load(WANTED.slice(0, 1), ALL, stop);
    await tiles.load(WANTED.slice(1), { ...ALL, version: "8" }, stop);
    arrive();
    await first;
    await tiles.load(WANTED.slice(0, 1), { ...ALL, version: "8" }, stop);
    expect(asked).toEqual(["7", "8", "8"]);
  });
});
