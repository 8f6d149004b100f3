import { momentOf } from '../environment/moment.ts';
import type { Timer } from '../environment/environment.ts';
import { askWhy, type ConnectFailure } from './ask-why.ts';
import type { HubAddress } from './hub-address.ts';
import { HubChannel } from './hub-channel.ts';
import { makeHubConnection, type HubWay } from './make-hub-connection.ts';

/** How long the gateway may take to answer why, milliseconds: less when the network took the WebSocket and answered nothing. */
const failedPatience = 5000;
const hangingPatience = 2000;

/** One attempt to connect to a hub. */
export class HubAttempt {
  readonly startedAt;
  readonly #hub: HubAddress;
  readonly #way: HubWay;
  readonly #patience: number;
  readonly #arriving: () => void;
  #channel: HubChannel | undefined;
  #isAbandoned = false;

  /**
   * @param patience How long connecting may take, milliseconds.
   * @param arriving Called before anything that arrives counts as a sign of life.
   */
  constructor(hub: HubAddress, way: HubWay, patience: number, arriving: () => void) {
    this.#arriving = arriving;
    this.#hub = hub;
    this.#way = way;
    this.#patience = patience;
    this.startedAt = momentOf(hub.environment);
  }

  /** Connects. Returns the connection, the reason of the failure, or nothing when the attempt was abandoned meanwhile. */
  async run(): Promise<HubChannel | ConnectFailure | undefined> {
    try {
      const token = await this.#hub.tokens.get();
      if (this.#isAbandoned) return undefined;
      const startedAt = this.#hub.environment.monotonic();
      const channel = await this.#connect(token);
      const isHanging = this.#hub.environment.monotonic() - startedAt >= this.#patience;
      const outcome = channel ?? (await askWhy(this.#hub, token, isHanging ? hangingPatience : failedPatience));
      if (this.#isAbandoned) return undefined;
      if (!(outcome instanceof HubChannel) && outcome.kind === 'refused') this.#hub.tokens.refused(token);
      return outcome;
    } catch (error) {
      // The app's token provider failed, or its fetch threw its own error: the app gets the error, and the link tries again.
      return this.#isAbandoned ? undefined : { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Gives the attempt up. */
  abandon(): void {
    this.#isAbandoned = true;
    void this.#channel?.stop();
  }

  async #connect(token: string | undefined): Promise<HubChannel | undefined> {
    const { environment } = this.#hub;
    const channel = new HubChannel(environment, heard =>
      makeHubConnection(this.#hub, token, this.#way, () => {
        this.#arriving();
        heard();
      }),
    );
    this.#channel = channel;
    let timer: Timer | undefined;
    const tooLate = new Promise<false>(resolve => {
      timer = environment.setTimeout(() => resolve(false), this.#patience);
    });
    const started = channel.start().then(
      () => true,
      () => false,
    );
    const isStarted = await Promise.race([started, tooLate]);
    environment.clearTimeout(timer);
    if (isStarted) return channel;
    void channel.stop();
    return undefined;
  }
}
