import type { LocationSummary, LocationSummaryChange, OverviewChange, OverviewSnapshot, OverviewTotals } from '../wire.ts';

/** The overview from one connection: a snapshot, then changes with consecutive versions. */
export class OverviewBook {
  readonly #locations = new Map<string, LocationSummary>();
  #sorted: readonly LocationSummary[] | undefined;
  #totals: OverviewTotals | undefined;
  #version: number | undefined;
  /** Changes that came before the snapshot. */
  #early: OverviewChange[] = [];

  get locations(): readonly LocationSummary[] {
    this.#sorted ??= [...this.#locations.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    return this.#sorted;
  }

  get totals(): OverviewTotals | undefined {
    return this.#totals;
  }

  /** A snapshot is on its way: what was held no longer counts. */
  expect(): void {
    this.#version = undefined;
    this.#early = [];
  }

  /**
   * Takes a snapshot, and then the changes that came before it.
   * @returns False when one is missing between them: subscribe again.
   */
  apply(snapshot: OverviewSnapshot): boolean {
    this.#locations.clear();
    for (const location of snapshot.locations) this.#locations.set(location.id, location);
    this.#sorted = undefined;
    this.#totals = snapshot.totals;
    this.#version = snapshot.version;
    return this.#early.splice(0).every(change => this.change(change) !== 'gap');
  }

  /** Takes a change. `gap`: one before it is missing, and nothing was changed. */
  change(change: OverviewChange): 'taken' | 'early' | 'old' | 'gap' {
    if (this.#version === undefined) {
      this.#early.push(change);
      return 'early';
    }
    if (change.version <= this.#version) return 'old';
    if (change.version > this.#version + 1) return 'gap';
    this.#version = change.version;
    for (const id of change.removed) this.#locations.delete(id);
    for (const changed of change.changed) this.#merge(changed);
    this.#totals = change.totals ?? this.#totals;
    this.#sorted = undefined;
    return 'taken';
  }

  #merge(change: LocationSummaryChange): void {
    const merged: Record<string, unknown> = { ...this.#locations.get(change.id) };
    for (const [name, value] of Object.entries(change)) {
      if (value === null) delete merged[name];
      else merged[name] = value;
    }
    this.#locations.set(change.id, merged as unknown as LocationSummary);
  }
}
