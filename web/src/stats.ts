// How many photos there are, by one of their properties, as the server counts them.
import { array_of, find_number, find_text, number_of, object_of } from "./json.ts";

export type CountedBy = "essay" | "country" | "photographer" | "month";

export interface Group {
  /** A slug, a code, a credit, "2022-06" or "2022-06/2022-08"; null: of these it is not known. */
  readonly value: string | null;
  readonly count: number;
}

export interface Stats {
  readonly matched: number;
  readonly groups: readonly Group[];
}

export function parse_stats(value: unknown): Stats {
  const stats = object_of(value, "stats");
  const groups = array_of(stats["groups"], "groups").map((one) => {
    const group = object_of(one, "group");
    return { value: find_text(group["value"]), count: number_of(group["count"], "count") };
  });
  return { matched: find_number(stats["numberMatched"]) ?? sum_of(groups), groups };
}

export function count_of(groups: readonly Group[], value: string): number {
  return groups.find((group) => group.value === value)?.count ?? 0;
}

function sum_of(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
