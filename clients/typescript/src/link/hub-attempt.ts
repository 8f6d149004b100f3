import { momentOf } from '../environment/moment.ts';
import type { Timer } from '../environment/environment.ts';
import { askWhy, type ConnectFailure } from './ask-why.ts';
import type { HubAddress } from './hub-address.ts';
import { HubSession } from './hub-session.ts';
import { makeHubConnection, type TransportMode } from './make-hub-connection.ts';

/** How long the gateway may take to answer why: less when the WebSocket did not fail but timed out. */
const failedTimeoutMs = 5000;
const hangingTimeoutMs = 2000;

/** One attempt to connect to a hub. */
export class HubAttempt {
  readonly startedAt;
  readonly #hub: HubAddress;
  readonly #transport: TransportMode;
  readonly #timeoutMs: number;
  readonly #onReceive: () => void;
  #session: HubSession | undefined;
  #isAbandoned = false;

  /**
   * @param timeoutMs How long connecting may take.
   * @param onReceive Called when data arrives, before the connection counts as alive.
   */
  constructor(hub: HubAddress, transport: TransportMode, timeoutMs: number, onReceive: () => void) {
    this.#onReceive = onReceive;
    this.#hub = hub;
    this.#transport = transport;
    this.#timeoutMs = timeoutMs;
    this.startedAt = momentOf(hub.environment);
  }

  /** Connects. Returns the connection, the reason of the failure, or undefined when the attempt was abandoned meanwhile. */
  async run(): Promise<HubSession | ConnectFailure | undefined> {
    try {
      const token = await this.#hub.tokens.get();
      if (this.#isAbandoned) return undefined;
      const startedAt = this.#hub.environment.monotonic();
      const session = await this.#connect(token);
      const hasTimedOut = this.#hub.environment.monotonic() - startedAt >= this.#timeoutMs;
      const outcome = session ?? (await askWhy(this.#hub, token, hasTimedOut ? hangingTimeoutMs : failedTimeoutMs));
      if (this.#isAbandoned) return undefined;
      if (!(outcome instanceof HubSession) && outcome.kind === 'refused') this.#hub.tokens.refused(token);
      return outcome;
    } catch (error) {
      // The app's token provider failed, or its fetch threw its own error: the app gets the error, and the link tries again.
      return this.#isAbandoned ? undefined : { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Ends the attempt; {@link run} then returns undefined. */
  abandon(): void {
    this.#isAbandoned = true;
    void this.#session?.stop();
  }

  async #connect(token: string | undefined): Promise<HubSession | undefined> {
    const { environment } = this.#hub;
    const session = new HubSession(environment, markAlive =>
      makeHubConnection(this.#hub, token, this.#transport, () => {
        this.#onReceive();
        markAlive();
      }),
    );
    this.#session = session;
    let timer: Timer | undefined;
    const timeout = new Promise<false>(resolve => {
      timer = environment.setTimeout(() => resolve(false), this.#timeoutMs);
    });
    const started = session.start().then(
      () => true,
      () => false,
    );
    const isStarted = await Promise.race([started, timeout]);
    environment.clearTimeout(timer);
    if (isStarted) return session;
    void session.stop();
    return undefined;
  }
}
