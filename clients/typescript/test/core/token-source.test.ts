import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../src/clock/server-clock.ts';
import { defaultEnvironment } from '../../src/environment/default-environment.ts';
import { TokenSource, type TokenOption } from '../../src/session/token-source.ts';
import { FakeTime } from '../support/fake-time.ts';
import { tokenUntil } from '../support/tokens.ts';

const minute = 60_000;

function source(option: (time: FakeTime) => TokenOption) {
  const time = new FakeTime();
  const tokens = new TokenSource({ ...defaultEnvironment(), ...time.environment }, new ServerClock(), option(time));
  const renewed: number[] = [];
  tokens.onRenewed(() => renewed.push(time.monotonic));
  return { time, tokens, renewed };
}

describe('the source of tokens', () => {
  it('asks once for all who need one at the same time', async () => {
    let asked = 0;
    const { tokens } = source(() => () => {
      asked += 1;
      return Promise.resolve('a');
    });
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(['a', 'a']);
    expect(await tokens.get()).toBe('a');
    expect(asked).toBe(1);
  });

  it('renews a minute before a long token ends, and in the last fifth of a short one', async () => {
    let lifetime = 10 * minute;
    const { time, tokens, renewed } = source(clock => () => tokenUntil(clock.now + lifetime, String(clock.now)));
    const begun = time.monotonic;
    await tokens.get();
    lifetime = 20_000;
    await time.pass(8.9 * minute);
    expect(renewed).toEqual([]);
    await time.pass(0.2 * minute);
    expect(renewed).toEqual([begun + 9 * minute]);
    await time.pass(16_000);
    expect(renewed[1]).toBe(begun + 9 * minute + 16_000);
  });

  it('asks again for as long as the provider fails or has no newer one, until the token has ended', async () => {
    let asked = 0;
    const { time, tokens, renewed } = source(clock => {
      const only = tokenUntil(clock.now + minute);
      return () => {
        asked += 1;
        if (asked === 2) throw new Error('away');
        return only;
      };
    });
    await tokens.get();
    await time.pass(10 * minute);
    expect(renewed).toEqual([]);
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThan(6);
  });

  it('waits for a token that holds for longer than a timer can wait', async () => {
    const days = 24 * 60 * minute;
    const { time, tokens, renewed } = source(clock => () => tokenUntil(clock.now + 60 * days, String(clock.now)));
    await tokens.get();
    await time.pass(59 * days);
    expect(renewed).toEqual([]);
    await time.pass(1 * days);
    expect(renewed).toHaveLength(1);
    tokens.close();
  });

  it('asks anew when the app says so, even while it is asking', async () => {
    const answers: ((token: string) => void)[] = [];
    const { tokens, renewed } = source(() => () => new Promise<string>(resolve => answers.push(resolve)));
    const first = tokens.get();
    await Promise.resolve();
    const renewal = tokens.renew();
    answers[0]?.('old');
    expect(await first).toBe('old');
    await Promise.resolve();
    await Promise.resolve();
    answers[1]?.('new');
    await renewal;
    expect(await tokens.get()).toBe('new');
    expect(renewed).toHaveLength(1);
  });

  it('takes an empty token for none', async () => {
    const { tokens } = source(() => '');
    expect(await tokens.get()).toBeUndefined();
  });
});
