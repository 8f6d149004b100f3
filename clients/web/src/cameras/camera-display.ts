import { ageWords } from '../clock/age-words.ts';
import { type CameraStatus, isStale } from '@live-parking/client';
import type { WatchState } from './watch-state.ts';

/** How a camera's tile looks. */
export type CameraTone = 'live' | 'wait' | 'warn' | 'off' | 'locked';

/** What a camera's tile says. */
export interface CameraDisplay {
  readonly tone: CameraTone;
  /** One or two words for the chip. */
  readonly word: string;
  /** A sentence over the picture, when there is something to say. */
  readonly message?: string;
  /** The picture must not pass for a live one: it is dimmed. */
  readonly dimmed: boolean;
}

/** What is known about a camera. */
export interface CameraFacts {
  readonly status: CameraStatus | undefined;
  readonly watch: WatchState;
  /** Age of the picture that is shown, milliseconds; nothing while none is. */
  readonly age: number | undefined;
}

/**
 * What to say about a camera. What the viewer sees comes first: a fresh picture is live whatever the last status said, and an
 * old one never is.
 */
export function describeCamera({ status, watch, age }: CameraFacts): CameraDisplay {
  const last = age === undefined ? undefined : `Last picture ${ageWords(age)}`;
  if (watch.kind === 'refused')
    return {
      tone: 'locked',
      word: 'Needs a token',
      message: 'This camera is not public. Open the page with a link that has a token.',
      dimmed: true,
    };
  if (watch.kind === 'unlinked')
    return last === undefined
      ? { tone: 'wait', word: 'Connecting', dimmed: true }
      : { tone: 'off', word: 'No connection', message: last, dimmed: true };
  if (status?.state === 'offline')
    return { tone: 'off', word: 'Offline', message: sentences(status.reason ?? 'The camera sends no pictures', last), dimmed: true };
  if (watch.kind === 'failed') return { tone: 'off', word: 'No picture', message: sentences(watch.message, last), dimmed: true };
  if (age === undefined)
    return watch.kind === 'off'
      ? { tone: 'wait', word: 'Idle', dimmed: false }
      : { tone: 'wait', word: 'Starting', message: 'Waiting for the first picture', dimmed: false };
  if (watch.kind === 'off') return { tone: 'wait', word: 'Paused', ...(last === undefined ? {} : { message: last }), dimmed: true };
  if (isStale(age) && (status?.state === 'idle' || status?.state === 'starting'))
    return { tone: 'wait', word: 'Starting', ...(last === undefined ? {} : { message: last }), dimmed: true };
  if (isStale(age))
    return { tone: 'warn', word: status?.state === 'frozen' ? 'Frozen' : 'Stale', message: sentences(status?.reason, last), dimmed: true };
  if (status?.state === 'frozen')
    return { tone: 'warn', word: 'Frozen', message: status.reason ?? 'The picture does not change', dimmed: true };
  return { tone: 'live', word: 'Live', dimmed: false };
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter(part => part !== undefined && part !== '')
    .map(part => (part ?? '').replace(/[.\s]+$/, ''))
    .join('. ');
}
