import type { HubSession } from '../link/hub-session.ts';
import { operationsHub, type OverviewChange, type OverviewSnapshot } from '../wire.ts';
import { OperationsFeed, type Following } from './operations-feed.ts';
import { OverviewBook } from './overview-book.ts';
import type { OverviewStore, OverviewView } from './overview-store.ts';

/** All locations of an operator's token, live. */
export class OverviewFeed extends OperationsFeed<OverviewView, OverviewFollowing> implements OverviewStore {
  protected override follow(session: HubSession): OverviewFollowing {
    const following = new OverviewFollowing(session);
    session.on<OverviewChange>(operationsHub.overviewChanged, change => this.#take(session, following, change));
    return following;
  }

  protected override show(): void {
    // What the connection has brought is shown as it is.
  }

  protected override read(): OverviewView {
    const { book } = this.shown ?? {};
    const { state } = this;
    return {
      locations: book?.locations ?? [],
      totals: book?.totals,
      link: state.link,
      error: state.error,
      get ageMs() {
        return state.ageMs;
      },
    };
  }

  #take(session: HubSession, following: OverviewFollowing, change: OverviewChange): void {
    const outcome = following.book.change(change);
    if (outcome === 'gap') void this.resubscribe(session, following);
    if (outcome === 'taken' && following === this.shown) this.changed();
  }
}

/** The overview over one connection. */
class OverviewFollowing implements Following {
  readonly book = new OverviewBook();
  readonly #session: HubSession;

  constructor(session: HubSession) {
    this.#session = session;
  }

  async subscribe(): Promise<void> {
    this.book.expect();
    while (!this.book.apply(await this.#session.invoke<OverviewSnapshot>(operationsHub.subscribeToOverview, null))) this.book.expect();
  }
}
