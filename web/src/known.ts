// What the page knows of all photos together, wherever the map is.
import { load_collection, load_essays, load_sources } from "./api.ts";
import { essay_colours } from "./colours.ts";
import { load_facets, NO_FACETS } from "./counts.ts";
import type { Collection, Essay } from "./photo.ts";
import { load_names_of_stored } from "./place_names.ts";
import type { Source } from "./sources.ts";

/** Nobody steps through an essay longer than this, and it takes long to load. */
export const MOST_STEPPED = 1000;

export class Known {
  private collection_: Collection | null = null;
  private essays_: readonly Essay[] = [];
  private facets_ = NO_FACETS;
  private colour_of_ = essay_colours([]);

  /** Null until it has come. */
  get collection(): Collection | null {
    return this.collection_;
  }

  get essays(): readonly Essay[] {
    return this.essays_;
  }

  get facets(): typeof NO_FACETS {
    return this.facets_;
  }

  get colour_of(): (essay: string) => number {
    return this.colour_of_;
  }

  async load(signal: AbortSignal): Promise<{ readonly collection: Collection; readonly sources: readonly Source[] }> {
    const [collection, essays, sources, facets] = await Promise.all([load_collection(signal), load_essays(signal), load_sources(signal), load_facets(signal), load_names_of_stored(signal)]);
    this.collection_ = collection;
    this.essays_ = essays;
    this.facets_ = facets;
    this.colour_of_ = essay_colours(essays.map(({ slug }) => slug));
    return { collection, sources };
  }

  is_stepped(essay: string): boolean {
    return this.essays_.some(({ slug, photo_count }) => slug === essay && photo_count <= MOST_STEPPED);
  }
}
