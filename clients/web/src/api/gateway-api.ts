import type { Correction, CorrectionAnswer, GatewayHttp, LevelSensors, LevelStatus, LocationStatus, Reading, ReadingsAnswer } from '@live-parking/client';
import { isAuthority, ProblemError, type Authority } from '@live-parking/client';

/** Which level. */
export type LevelAddress = Pick<LevelStatus, 'locationId' | 'levelId'>;

/** The gateway's HTTP API as far as the page needs it. Failures are {@link ProblemError}s. */
export class GatewayApi {
  readonly #http: GatewayHttp;

  constructor(http: GatewayHttp) {
    this.#http = http;
  }

  /** All locations, in the order in which they were created. */
  async locations(): Promise<readonly LocationStatus[]> {
    return await this.#http.ask<readonly LocationStatus[]>('api/v1/locations');
  }

  /** One location. */
  async location(id: string): Promise<LocationStatus> {
    return await this.#http.ask<LocationStatus>(`api/v1/locations/${id}`);
  }

  /** Sends readings of a level. */
  async postReadings(locationId: string, levelId: string, readings: readonly Reading[]): Promise<ReadingsAnswer> {
    return await this.#http.ask<ReadingsAnswer>(`api/v1/locations/${locationId}/levels/${levelId}/readings`, { readings });
  }

  /** Details of a level's number: sensors and anomalies; for operators. */
  async sensors({ locationId, levelId }: LevelAddress): Promise<LevelSensors> {
    return await this.#http.ask<LevelSensors>(`api/v1/locations/${locationId}/levels/${levelId}/sensors`);
  }

  /** The corrections of a level in the last 30 days, oldest first; for operators. */
  async corrections({ locationId, levelId }: LevelAddress): Promise<readonly Correction[]> {
    return await this.#http.ask<readonly Correction[]>(`api/v1/locations/${locationId}/levels/${levelId}/corrections`);
  }

  /** Sets the true number of a level. The same `id` again has no second effect. */
  async correct({ locationId, levelId }: LevelAddress, correction: { id: string; occupied: number; reason: string }): Promise<CorrectionAnswer> {
    return await this.#http.ask<CorrectionAnswer>(`api/v1/locations/${locationId}/levels/${levelId}/corrections`, correction);
  }

  /** The authority at which people sign in; undefined when there is none, as at gateways of earlier releases. */
  async signIn(): Promise<Authority | undefined> {
    try {
      const answer = await this.#http.ask<unknown>('api/v1/sign-in');
      return isAuthority(answer) ? answer : undefined;
    } catch (error) {
      if (error instanceof SyntaxError || (error instanceof ProblemError && error.status === 404)) return undefined;
      throw error;
    }
  }

  /** The faults of this gateway that do not stop it from serving, such as a lost broker; none when it is unreachable. */
  async notices(): Promise<readonly string[]> {
    try {
      const { reasons } = await this.#http.read('health/ready');
      return Array.isArray(reasons) ? reasons.filter(reason => typeof reason === 'string') : [];
    } catch (error) {
      if (error instanceof ProblemError) return [];
      throw error;
    }
  }
}
