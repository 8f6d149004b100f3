import { describe, expect, it } from 'vitest';
import { carReading, oppositeOf, postReading } from '../src/api/post-reading.ts';
import { ProblemError, problemWords, type Reading, type ReadingsAnswer } from '@live-parking/client';
import { level } from '../../typescript/test/support/samples.ts';

/** An API that gives these answers one after the other and remembers what it was sent. */
function api(...answers: (ReadingsAnswer | Error)[]) {
  const sent: Reading[] = [];
  return {
    sent,
    async postReadings(_location: string, _level: string, readings: readonly Reading[]): Promise<ReadingsAnswer> {
      sent.push(...readings);
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left');
      return answer;
    },
  };
}

function answer(outcome: 'accepted' | 'duplicate' | 'late' | 'rejected', reason?: string): ReadingsAnswer {
  return { results: [{ id: 'r', outcome, ...(reason === undefined ? {} : { reason }) }], status: level({ version: 7 }) };
}

describe('postReading', () => {
  it('sends one car with the time of the gateway and answers with the new status', async () => {
    const gateway = api(answer('accepted'));
    expect((await postReading(gateway, level({}), carReading('entry', Date.parse('2026-11-22T10:00:00Z')))).version).toBe(7);
    expect(gateway.sent[0]).toMatchObject({ kind: 'entry', count: 1, at: '2026-11-22T10:00:00.000Z', sensorId: 'operator-console' });
    expect(gateway.sent[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it('sends the very same reading again when no answer came', async () => {
    const gateway = api(new ProblemError(0, {}), new ProblemError(503, {}), answer('duplicate'));
    await postReading(gateway, level({}), carReading('exit', 0));
    expect(gateway.sent).toHaveLength(3);
    expect(new Set(gateway.sent.map(reading => reading.id)).size).toBe(1);
  });

  it('gives up after three tries, and at once when refused', async () => {
    const silent = api(new ProblemError(0, {}), new ProblemError(0, {}), new ProblemError(0, {}));
    await expect(postReading(silent, level({}), carReading('entry', 0))).rejects.toThrow('did not answer');
    expect(silent.sent).toHaveLength(3);
    const strict = api(new ProblemError(403, { detail: 'The token is not for location ‘garage’.' }));
    await expect(postReading(strict, level({}), carReading('entry', 0))).rejects.toThrow('The token is not for');
    expect(strict.sent).toHaveLength(1);
  });

  it('tells why a reading was not taken', async () => {
    await expect(postReading(api(answer('rejected', 'Nobody can leave an empty level.')), level({}), carReading('exit', 0))).rejects.toThrow(
      'empty level',
    );
    await expect(postReading(api(answer('late')), level({}), carReading('exit', 0))).rejects.toThrow('The reading was late.');
  });
});

describe('oppositeOf', () => {
  it('is the other way through the gate at the same instant, with an id of its own that repetitions keep', async () => {
    const entry = carReading('entry', Date.parse('2026-11-22T10:00:00Z'));
    const exit = oppositeOf(entry);
    expect(exit).toMatchObject({ kind: 'exit', count: 1, at: entry.at, sensorId: entry.sensorId });
    expect(exit.id).not.toBe(entry.id);
    expect(oppositeOf(exit).kind).toBe('entry');
  });
});

describe('problemWords', () => {
  it('prefers the detail, then plain words, then the title', () => {
    expect(problemWords(400, { title: 'Bad Request', detail: 'count: 1 to 10,000 is allowed.' })).toBe('count: 1 to 10,000 is allowed.');
    expect(problemWords(401, { title: 'Unauthorized' })).toContain('operator link');
    expect(problemWords(409, { title: 'Conflict' })).toBe('Conflict');
    expect(problemWords(500, {})).toBe('The request failed (500).');
  });
});
