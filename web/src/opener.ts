// Opens what is clicked or named by the address: photos, spots, essays.
import type { History } from "./address.ts";
import { load_essay_photos, load_photo, load_photo_page, load_photos_in } from "./api.ts";
import { FetchError, Latest } from "./fetcher.ts";
import type { InSight } from "./in_sight.ts";
import type { Page as AppPage } from "./page.ts";
import type { Panel } from "./panel.ts";
import { is_located } from "./photo.ts";
import type { LocatedPhoto, Page, Photo } from "./photo.ts";
import { load_about } from "./photo_about.ts";
import { photo_selection, spot_selection } from "./selection.ts";
import type { Spot } from "./spot_view.ts";
import { is_spot } from "./tile.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import { MAX_ZOOM } from "./url_state.ts";

export class Opener {
  private readonly load_ = new Latest();
  private readonly about_load_ = new Latest();

  constructor(private readonly page_: AppPage, private readonly in_sight_: InSight) {}

  open_feature(feature: TileFeature): void {
    const { map } = this.page_;
    if (feature.kind === "photo") return void this.attempt_(() => this.open_photo_id(feature.id, "push", true), () => this.open_feature(feature));
    if (feature.expansion_zoom !== null && !is_spot(feature, MAX_ZOOM)) return map.zoom_to(feature, feature.expansion_zoom);
    this.select(null);
    void this.attempt_(() => this.open_spot(feature), () => this.open_feature(feature));
  }

  async open_spot(cluster: Cluster): Promise<void> {
    this.page_.panel.show({ kind: "spot", spot: { cluster, photos: null, matched: cluster.count, next: null } });
    this.in_sight_.draw_markers();
    this.add_to_spot_(cluster, [], await load_photos_in(cluster.box, this.page_.address.state.filter, this.load_.next()));
  }

  async load_more(spot: Spot): Promise<void> {
    const { cluster, photos, next } = spot;
    if (next === null) return;
    const retry = (): void => void this.load_more(spot);
    await this.attempt_(async () => this.add_to_spot_(cluster, photos ?? [], await load_photo_page(next, this.load_.next())), retry);
  }

  async open_photo_id(id: number, history: History, reveal: boolean): Promise<void> {
    const { panel } = this.page_;
    try {
      await this.open_photo(await load_photo(id, this.load_.next()), history, reveal);
    } catch (error) {
      if (!(error instanceof FetchError) || error.status !== 404) throw error;
      this.select(null, "replace");
      if (panel.shown.kind === "photo") panel.show(this.home());
    }
  }

  async open_photo(photo: Photo, history: History = "push", reveal = true): Promise<void> {
    const { known, map, panel } = this.page_;
    const before = panel.shown.kind === "photo" && panel.shown.essay?.some(({ id }) => id === photo.id) ? panel.shown.essay : null;
    const listed = panel.open?.slug === photo.essay ? panel.open.photos : null;
    const again = (): void => void this.open_photo(photo, "replace", false);
    this.select(photo.id, history);
    panel.show({ kind: "photo", photo, essay: before ?? listed, about: null }, history === "push");
    map.show_selection(photo_selection(photo, known.colour_of));
    this.in_sight_.draw_markers();
    if (reveal && is_located(photo)) map.reveal(photo);
    if (is_located(photo)) void this.attempt_(() => this.load_about_(photo), again);
    if (!before && !listed && known.is_stepped(photo.essay)) await this.attempt_(() => this.load_siblings_(photo), again);
  }

  /** Opens the list of its photos, or closes it where it is open. */
  async open_essay(slug: string): Promise<void> {
    const { panel, notice } = this.page_;
    panel.open_essay(panel.open?.slug === slug ? null : { slug, photos: null });
    if (!panel.open) return;
    await this.attempt_(async () => {
      const photos = await notice.during(load_essay_photos(slug, this.load_.next()));
      if (panel.open?.slug === slug) panel.open_essay({ slug, photos });
    }, () => {
      panel.open_essay(null);
      void this.open_essay(slug);
    });
  }

  /** What Back in the panel leads to. */
  home(): Panel {
    return { kind: this.page_.address.state.list === null ? "essays" : "list" };
  }

  /** Puts the photo into the address. */
  select(photo: number | null, history: History = "push"): void {
    const { address, map } = this.page_;
    if (photo === null) map.show_selection(null);
    if (address.state.photo === photo) return;
    address.write({ photo }, history);
  }

  private add_to_spot_(cluster: Cluster, before: readonly Photo[], { items, matched, next }: Page<Photo>): void {
    const { known, map, panel } = this.page_;
    if (panel.shown.kind !== "spot" || panel.shown.spot.cluster !== cluster) return;
    const photos = [...before, ...items];
    panel.update({ kind: "spot", spot: { cluster, photos, matched, next } });
    map.show_selection(spot_selection(cluster.at, photos, known.colour_of));
  }

  private async load_about_(photo: LocatedPhoto): Promise<void> {
    const about = await load_about(photo, this.about_load_.next());
    const { panel } = this.page_;
    if (panel.shown.kind === "photo" && panel.shown.photo.id === photo.id) panel.update({ ...panel.shown, about });
  }

  private async load_siblings_(photo: Photo): Promise<void> {
    const { panel, notice } = this.page_;
    const essay = await notice.during(load_essay_photos(photo.essay, this.load_.next()));
    if (panel.shown.kind === "photo" && panel.shown.photo.id === photo.id) panel.update({ ...panel.shown, essay });
  }

  private attempt_(work: () => Promise<void>, retry: () => void): Promise<void> {
    return this.page_.notice.attempt(work, retry);
  }
}
