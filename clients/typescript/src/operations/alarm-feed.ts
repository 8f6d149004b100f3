import type { HubSession } from '../link/hub-session.ts';
import { operationsHub, type Alarm, type AlarmRank } from '../wire.ts';
import type { AlarmsSnapshot, AlarmsStore } from './alarms-store.ts';
import { OperationsFeed, type Following } from './operations-feed.ts';

const ranks: Readonly<Record<AlarmRank, number>> = { high: 0, medium: 1, low: 2 };

/** The alarms of an operator's places, live. */
export class AlarmFeed extends OperationsFeed<AlarmsSnapshot, AlarmFollowing> implements AlarmsStore {
  readonly #listeners = new Set<(alarm: Alarm, before: Alarm | undefined) => void>();
  #alarms = new Map<string, Alarm>();
  #sorted: readonly Alarm[] | undefined;

  acknowledge(alarmId: string, note?: string): Promise<Alarm> {
    return this.#act(operationsHub.acknowledge, alarmId, note ?? null);
  }

  shelve(alarmId: string, until: Date, reason: string): Promise<Alarm> {
    return this.#act(operationsHub.shelve, alarmId, until.toISOString(), reason);
  }

  unshelve(alarmId: string): Promise<Alarm> {
    return this.#act(operationsHub.unshelve, alarmId);
  }

  onChange(listener: (alarm: Alarm, before: Alarm | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected override follow(session: HubSession): AlarmFollowing {
    const following = new AlarmFollowing(session);
    session.on<Alarm>(operationsHub.alarmChanged, alarm => {
      following.take(alarm);
      if (following === this.shown) this.#take(alarm);
    });
    return following;
  }

  protected override show(following: AlarmFollowing): void {
    const before = this.#alarms;
    this.#alarms = new Map(following.alarms);
    this.#sorted = undefined;
    // Listeners hear of what changed while no connection was up; at the first answer everything was there before.
    if (before.size === 0) return;
    for (const alarm of this.#alarms.values()) {
      const known = before.get(alarm.id);
      if (known === undefined || known.version < alarm.version) this.#report(alarm, known);
    }
  }

  protected override read(): AlarmsSnapshot {
    this.#sorted ??= [...this.#alarms.values()].sort(
      (one, other) => ranks[one.rank] - ranks[other.rank] || Date.parse(other.since) - Date.parse(one.since) || (one.id < other.id ? -1 : 1),
    );
    const { state } = this;
    return {
      alarms: this.#sorted,
      link: state.link,
      error: state.error,
      get ageMs() {
        return state.ageMs;
      },
    };
  }

  async #act(method: string, ...values: unknown[]): Promise<Alarm> {
    const { session } = this;
    if (session === undefined) throw new Error('There is no connection to the gateway.');
    const alarm = await session.invoke<Alarm>(method, ...values);
    this.shown?.take(alarm);
    this.#take(alarm);
    return alarm;
  }

  #take(alarm: Alarm): void {
    const before = this.#alarms.get(alarm.id);
    if (before !== undefined && before.version >= alarm.version) return;
    if (alarm.state === 'cleared') this.#alarms.delete(alarm.id);
    else this.#alarms.set(alarm.id, alarm);
    this.#sorted = undefined;
    this.changed();
    // Last: a listener that throws must not keep the numbers from being shown.
    this.#report(alarm, before);
  }

  #report(alarm: Alarm, before: Alarm | undefined): void {
    for (const listener of [...this.#listeners]) listener(alarm, before);
  }
}

/** The alarms over one connection. */
class AlarmFollowing implements Following {
  readonly alarms = new Map<string, Alarm>();
  readonly #session: HubSession;
  /** Alarms that came while an answer was on its way. */
  #early: Alarm[] | undefined;

  constructor(session: HubSession) {
    this.#session = session;
  }

  async subscribe(): Promise<void> {
    const early: Alarm[] = (this.#early = []);
    const alarms = await this.#session.invoke<readonly Alarm[]>(operationsHub.subscribeToAlarms, null);
    this.#early = undefined;
    this.alarms.clear();
    for (const alarm of alarms) this.alarms.set(alarm.id, alarm);
    for (const alarm of early) this.take(alarm);
  }

  take(alarm: Alarm): void {
    this.#early?.push(alarm);
    const before = this.alarms.get(alarm.id);
    if (before !== undefined && before.version >= alarm.version) return;
    if (alarm.state === 'cleared') this.alarms.delete(alarm.id);
    else this.alarms.set(alarm.id, alarm);
  }
}
