import { ProblemError } from '@live-parking/client';
import { useLiveParking } from '@live-parking/client/react';
import { useEffect, useState } from './preact.ts';

/** How often an address is asked again, milliseconds. */
const everyMs = 5000;

/** What an address has answered. */
export interface Asked<T> {
  readonly answer: T | undefined;
  /** Why the last request failed; empty when it did not. */
  readonly problem: string;
}

/**
 * What an address answers, asked for again every few seconds and when `change` changes.
 * @param path Undefined asks nothing.
 */
export function useAnswer<T>(path: string | undefined, change = 0): Asked<T> {
  const { http } = useLiveParking();
  const [asked, setAsked] = useState<Asked<T>>({ answer: undefined, problem: '' });
  useEffect(() => {
    if (path === undefined) return undefined;
    let isOver = false;
    const load = () =>
      http.ask<T>(path).then(
        answer => isOver || setAsked({ answer, problem: '' }),
        (error: unknown) => isOver || setAsked(before => ({ ...before, problem: wordsOf(error) })),
      );
    void load();
    const timer = setInterval(() => void load(), everyMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [http, path, change]);
  return asked;
}

/** Why a request failed, for people. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ProblemError)) throw error;
  return error.message;
}
