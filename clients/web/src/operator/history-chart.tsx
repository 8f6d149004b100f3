import { ProblemError, type Correction } from '@live-parking/client';
import { useLiveParking } from '@live-parking/client/react';
import type uPlot from 'uplot';
import { useEffect, useRef, useState, type ComponentChildren } from './preact.ts';

interface HistoryAnswer {
  readonly buckets: readonly Bucket[];
}

interface Bucket {
  readonly at: string;
  readonly mean: number;
}

const ranges: readonly (readonly [string, number, string])[] = [
  ['6 hours', 6 * 3600, '1m'],
  ['1 day', 86_400, '5m'],
  ['7 days', 7 * 86_400, '1h'],
  ['30 days', 30 * 86_400, '1h'],
];

/** The history of a level with the corrections marked. */
export function HistoryChart(props: {
  readonly path: string;
  readonly title: string;
  readonly marks: readonly Correction[];
}): ComponentChildren {
  const { path, title, marks } = props;
  const { http } = useLiveParking();
  const [range, setRange] = useState(0);
  const [answer, setAnswer] = useState<HistoryAnswer>();
  const [problem, setProblem] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const [, seconds, step] = ranges[range] ?? ['', 3600, '1m'];
  useEffect(() => {
    let isOver = false;
    const load = () => {
      http.ask<HistoryAnswer>(`${path}/history?${query(seconds, step)}`).then(
        history => {
          if (isOver) return;
          setAnswer(history);
          setProblem('');
        },
        (error: unknown) => {
          if (!(error instanceof ProblemError)) throw error;
          if (!isOver) setProblem(error.message);
        },
      );
    };
    load();
    const timer = setInterval(load, 30_000);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [http, path, seconds, step]);
  useEffect(() => {
    const element = place.current;
    if (element === null || answer === undefined) return undefined;
    let chart: uPlot | undefined;
    let isOver = false;
    void import('./plot.ts').then(({ plot }) => {
      const now = Date.now() / 1000;
      if (!isOver) chart = plot(element, [now - seconds, now], answer.buckets.map(bucket => [Date.parse(bucket.at) / 1000, bucket.mean] as const), marks.map(mark => Date.parse(mark.at) / 1000));
    });
    return () => {
      isOver = true;
      chart?.destroy();
    };
  }, [answer, marks, seconds]);
  return (
    <figure class="chart">
      <figcaption>
        <span>Cars on {title}</span>
        <label class="field">
          <span class="visually-hidden">Range</span>
          <select value={String(range)} onChange={event => setRange(Number(event.currentTarget.value))}>
            {ranges.map(([word], index) => (
              <option key={word} value={String(index)}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <a class="button" href={`./${path}/history?${query(seconds, step)}&format=csv`} download={`${path.replaceAll('/', '-')}.csv`}>
          CSV
        </a>
      </figcaption>
      {problem !== '' && (
        <p class="nothing error" role="alert">
          {problem}
        </p>
      )}
      {answer?.buckets.length === 0 && <p class="nothing">Nothing was counted in this time.</p>}
      <div ref={place} class="plot" role="img" aria-label={`History of ${title}`} />
    </figure>
  );
}

function query(seconds: number, step: string): string {
  const to = new Date();
  const from = new Date(to.getTime() - seconds * 1000);
  return new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), step }).toString();
}
