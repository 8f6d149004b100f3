import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayApi } from '../src/api/gateway-api.ts';
import { LiveParkingClient, ProblemError } from '@live-parking/client';
import { GatewayNotices } from '../src/link/gateway-notices.ts';

/** Longer than a period. */
const aWhile = 15_000;

/** An answer whose body breaks off in the midst. */
function cut(failure: Error, status = 200): Response {
  const begin = new TextEncoder().encode('{"status":"ready","reas');
  let pulls = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (pulls++ === 0) controller.enqueue(begin);
      else controller.error(failure);
    },
  });
  return new Response(body, { status });
}

/** The network answers with these, one after the other. */
function network(...answers: (Response | Error)[]) {
  const ask = vi.fn(async () => {
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left');
    return answer;
  });
  vi.stubGlobal('fetch', ask);
  return ask;
}

const api = () => new GatewayApi(new LiveParkingClient({ url: 'http://gateway' }).http);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('GatewayApi', () => {
  it.each([new TypeError('terminated'), new DOMException('The operation timed out.', 'TimeoutError')])(
    'has no notices when the answer breaks off (%s)',
    async failure => {
      network(cut(failure));
      expect(await api().notices()).toEqual([]);
    },
  );

  it.each([200, 404])('takes an answer of status %i that breaks off for none', async status => {
    network(cut(new TypeError('terminated'), status));
    const error: unknown = await api()
      .locations()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ status: 0 });
  });

  it('tells the problem of a gateway that refuses, and its reasons when it does not', async () => {
    network(Response.json({ code: 'forbidden', detail: 'Not here.' }, { status: 403 }), Response.json({ reasons: ['a', 7, 'b'] }));
    await expect(api().locations()).rejects.toMatchObject({ status: 403, code: 'forbidden', message: 'Not here.' });
    expect(await api().notices()).toEqual(['a', 'b']);
  });
});

describe('GatewayNotices', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { hidden: false });
  });

  it('goes on asking after an answer that broke off', async () => {
    const ask = network(cut(new TypeError('terminated')), Response.json({ reasons: ['The broker is away.'] }));
    const shown: (readonly string[])[] = [];
    const gateway = api();
    const notices = new GatewayNotices(() => gateway.notices(), notice => shown.push(notice));
    notices.want(true);
    await vi.waitFor(() => expect(shown).toEqual([[]]));
    await vi.advanceTimersByTimeAsync(aWhile);
    await vi.waitFor(() => expect(shown).toEqual([[], ['The broker is away.']]));
    notices.want(false);
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('goes on asking after a question that failed in a way that nobody thought of', async () => {
    const ask = vi.fn(async (): Promise<readonly string[]> => []);
    const notices = new GatewayNotices(ask, () => {});
    notices.want(true);
    await vi.advanceTimersByTimeAsync(0);
    ask.mockRejectedValueOnce(new RangeError('odd'));
    await expect(notices.refresh()).rejects.toThrow('odd');
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(ask).toHaveBeenCalledTimes(3);
    notices.want(false);
  });

  it('asks nothing while the page is hidden, and again when it is not', async () => {
    const page = { hidden: true };
    vi.stubGlobal('document', page);
    const ask = vi.fn(async (): Promise<readonly string[]> => []);
    const notices = new GatewayNotices(ask, () => {});
    notices.want(true);
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(ask).not.toHaveBeenCalled();
    page.hidden = false;
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(ask).toHaveBeenCalled();
    notices.want(false);
  });
});
