import { ProblemError } from '@live-parking/client';
import { useLiveParking } from '@live-parking/client/react';
import { useEffect, useState } from './preact.ts';

/** How often an address is asked when nothing else is said, milliseconds. */
const usualMs = 5000;

/** What an address has answered. */
export interface Asked<T> {
  /** The newest answer; it stays while a newer one is awaited. */
  readonly answer: T | undefined;
  /** Why the last request failed; empty when it did not. */
  readonly problem: string;
}

/**
 * What an address answers, asked for again every few seconds and when an input changes.
 * @param pathOf Gives the address at each request; undefined asks nothing.
 * @param inputs What the address depends on, and whatever else makes a new answer likely.
 */
export function useAnswer<T>(pathOf: () => string | undefined, inputs: readonly unknown[], everyMs = usualMs): Asked<T> {
  const { http } = useLiveParking();
  const [asked, setAsked] = useState<Asked<T>>({ answer: undefined, problem: '' });
  useEffect(() => {
    let isOver = false;
    const load = async () => {
      const path = pathOf();
      if (path === undefined) return;
      try {
        const answer = await http.ask<T>(path);
        if (!isOver) setAsked({ answer, problem: '' });
      } catch (error) {
        const problem = wordsOf(error);
        if (!isOver) setAsked(before => ({ ...before, problem }));
      }
    };
    void load();
    const timer = setInterval(() => void load(), everyMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [http, everyMs, ...inputs]);
  return asked;
}

/** Why a request failed, for people. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ProblemError)) throw error;
  return error.message;
}
