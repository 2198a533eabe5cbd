// A place that a photo stands at, or one that contains it.
import { find_text, object_of, text_of } from "./json.ts";

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
}

export function parse_place(value: unknown): Place {
  const feature = object_of(value, "place");
  const properties = object_of(feature["properties"], "properties");
  return { id: text_of(feature["id"], "id"), name: text_of(properties["name"], "name"), parent_id: find_text(properties["parent_id"]) };
}
