// Whom to thank for the names and places that the server searches.
import { array_of, find_text, object_of, text_of } from "./json.ts";

export interface Source {
  readonly name: string;
  readonly licence: string;
  /** Null where it is no address of the web. */
  readonly url: string | null;
}

export function parse_sources(value: unknown): Source[] {
  return array_of(object_of(value, "sources")["attributions"], "attributions").map((one) => {
    const source = object_of(one, "source");
    const url = find_text(source["url"]);
    return {
      name: text_of(source["name"], "name"),
      licence: text_of(source["licence"], "licence"),
      url: url !== null && /^https?:\/\//.test(url) ? url : null,
    };
  });
}
