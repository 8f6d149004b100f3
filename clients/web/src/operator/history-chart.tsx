import type { Correction, OccupancyHistory } from '@live-parking/client';
import type uPlot from 'uplot';
import { useAnswer } from './answers.ts';
import { useEffect, useRef, useState, type ComponentChildren } from './preact.ts';

/** How often the history is asked for again, milliseconds. */
const everyMs = 30_000;

const ranges: readonly (readonly [string, number, string])[] = [
  ['6 hours', 6 * 3600, '1m'],
  ['1 day', 86_400, '5m'],
  ['7 days', 7 * 86_400, '1h'],
  ['30 days', 30 * 86_400, '1h'],
];

/** The history of a level, or of its spots of one type, with the corrections marked. */
export function HistoryChart(props: {
  readonly path: string;
  readonly title: string;
  /** The types of spots that sensors tell apart. */
  readonly types: readonly string[];
  readonly marks: readonly Correction[];
}): ComponentChildren {
  const { path, title, types, marks } = props;
  const [range, setRange] = useState(0);
  const [type, setType] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const [, seconds, step] = ranges[range] ?? ['', 3600, '1m'];
  const { answer, problem } = useAnswer<OccupancyHistory>(() => `${path}/history?${query(seconds, step, type)}`, [path, seconds, step, type], everyMs);
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
        {types.length > 1 && (
          <label class="field">
            <span class="visually-hidden">Type of spots</span>
            <select value={type} onChange={event => setType(event.currentTarget.value)}>
              <option value="">all spots</option>
              {types.map(word => (
                <option key={word} value={word}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        )}
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
        <a class="button" href={`./${path}/history?${query(seconds, step, type)}&format=csv`} download={`${path.replaceAll('/', '-')}${type === '' ? '' : `-${type}`}.csv`}>
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

function query(seconds: number, step: string, type: string): string {
  const to = new Date();
  const from = new Date(to.getTime() - seconds * 1000);
  return new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), step, ...(type === '' ? {} : { type }) }).toString();
}
