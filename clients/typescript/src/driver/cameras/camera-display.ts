import { ageWords } from '../clock/age-words.ts';
import { t } from '../language/language.ts';
import { isStale } from '../../cameras/picture-age.ts';
import type { CameraStatus } from '../../wire.ts';
import type { WatchState } from './watch-state.ts';

/** The look of a camera's tile. */
export type CameraTone = 'live' | 'wait' | 'warn' | 'off' | 'locked';

/** The text of a camera's tile. */
export interface CameraDisplay {
  readonly tone: CameraTone;
  /** One or two words for the chip. */
  readonly word: string;
  /** A sentence over the picture, when there is something to say. */
  readonly message?: string;
  /** The picture must not look live: `veiled` where it is only not playing, `grey` where it should be live and is not. */
  readonly cover: 'none' | 'veiled' | 'grey';
  /** The action of a tap. There is none on a camera that this viewer may not watch. */
  readonly action: 'watch' | 'enlarge' | 'none';
}

/** The known state of a camera. */
export interface CameraFacts {
  readonly status: CameraStatus | undefined;
  readonly watch: WatchState;
  /** Age of the picture that is shown, milliseconds; undefined while none is. */
  readonly age: number | undefined;
  /** The viewer is an operator: pictures play automatically, and the gateway's reason for a camera failure is shown. */
  readonly isOperator: boolean;
  /** It played, and was stopped because the page was not touched. */
  readonly isPaused: boolean;
  /** The page had a token that has ended. */
  readonly isTokenExpired: boolean;
}

/**
 * The display of a camera. The picture decides first: a fresh picture is live whatever the last status said, and an
 * old one never is.
 */
export function describeCamera(facts: CameraFacts): CameraDisplay {
  const { status, watch, age, isOperator } = facts;
  const last = age === undefined ? undefined : t('camera.lastPicture', { age: ageWords(age) });
  if (watch.kind === 'refused')
    return {
      tone: 'locked',
      word: t(facts.isTokenExpired ? 'camera.expired' : 'camera.locked'),
      message: t(facts.isTokenExpired ? 'camera.expiredWhy' : 'camera.lockedWhy'),
      cover: 'grey',
      action: 'none',
    };
  if (watch.kind === 'off') return isOperator ? describePaused(last) : describeIdle(facts);
  const display = { cover: 'grey', action: 'enlarge' } as const;
  if (watch.kind === 'unlinked')
    return last === undefined
      ? { ...display, tone: 'wait', word: t('camera.connecting') }
      : { ...display, tone: 'off', word: t('camera.noConnection'), message: last };
  if (status?.state === 'offline')
    return { ...display, tone: 'off', word: t('camera.offline'), message: sentences(reason(facts, t('camera.sendsNothing')), last) };
  if (watch.kind === 'failed') {
    const why = isOperator ? watch.message : t('camera.cannotShow');
    return { ...display, tone: 'off', word: t('camera.noPicture'), message: sentences(why, last) };
  }
  if (age === undefined)
    return { ...display, tone: 'wait', word: t('camera.starting'), message: t('camera.waiting'), cover: 'none' };
  if (isStale(age) && (status?.state === 'idle' || status?.state === 'starting'))
    return { ...display, tone: 'wait', word: t('camera.starting'), ...message(last), cover: 'veiled' };
  if (isStale(age)) {
    const word = t(status?.state === 'frozen' ? 'camera.frozen' : 'camera.stale');
    return { ...display, tone: 'warn', word, message: sentences(isOperator ? status?.reason : undefined, last) };
  }
  if (status?.state === 'frozen')
    return { ...display, tone: 'warn', word: t('camera.frozen'), message: reason(facts, t('camera.doesNotChange')) };
  return { tone: 'live', word: t('camera.live'), cover: 'none', action: 'enlarge' };
}

/** A picture that plays when somebody asks for it: the last one, and how old it is. */
function describeIdle({ status, age, isPaused }: CameraFacts): CameraDisplay {
  const display = { cover: 'veiled', action: 'watch' } as const;
  const word = age === undefined ? undefined : t('camera.picture', { age: ageWords(age) });
  if (status?.state === 'offline')
    return { ...display, tone: 'off', word: t('camera.offline'), message: sentences(t('camera.sendsNothing'), word, t('camera.tapToRetry')) };
  return { ...display, tone: 'wait', word: word ?? t('camera.idle'), message: t(isPaused ? 'camera.tapAgain' : 'camera.tapToWatch') };
}

function describePaused(last: string | undefined): CameraDisplay {
  return { tone: 'wait', word: t(last === undefined ? 'camera.idle' : 'camera.paused'), ...message(last), cover: 'veiled', action: 'enlarge' };
}

function reason({ status, isOperator }: CameraFacts, plain: string): string {
  return (isOperator ? status?.reason : undefined) ?? plain;
}

function message(text: string | undefined): { readonly message?: string } {
  return text === undefined ? {} : { message: text };
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter(part => part !== undefined && part !== '')
    .map(part => (part ?? '').replace(/[.\s]+$/, ''))
    .join('. ');
}
