// @vitest-environment happy-dom
import { LiveParkingClient, type CameraStatus } from '@live-parking/client';
import { useLanguage } from '@live-parking/client/driver';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../typescript/test/support/fake-gateway.ts';
import { camera } from '../../typescript/test/support/samples.ts';
import { LastTouch } from '../src/cameras/last-touch.ts';
import { CameraDialog } from '../src/view/camera-dialog.ts';
import { CameraTile } from '../src/view/camera-tile.ts';
import { ElementsInView } from '../src/view/elements-in-view.ts';

/** Happy DOM lays nothing out: here everything that is watched is in view. */
class EverythingInView implements Pick<IntersectionObserver, 'observe' | 'unobserve'> {
  readonly #callback: IntersectionObserverCallback;

  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
  }

  observe(target: Element): void {
    this.#callback([{ target, isIntersecting: true } as unknown as IntersectionObserverEntry], this as unknown as IntersectionObserver);
  }

  unobserve(): void {}
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.stubGlobal('IntersectionObserver', EverythingInView);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  useLanguage('en');
});

/** The tile of a camera, as a driver or an operator sees it. */
async function tileOf({ refuses, isOperator = false, ...status }: Partial<CameraStatus> & { refuses?: string; isOperator?: boolean }) {
  const gateway = new FakeGateway();
  gateway.refuses = refuses;
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
  const around = { client, inView: new ElementsInView(), dialog: new CameraDialog(), lastTouch: new LastTouch(), isTokenExpired: () => false };
  const tile = new CameraTile('gate', around);
  const update = (status: Partial<CameraStatus>) =>
    tile.update({ status: camera({ state: 'idle', ...status }), levelName: undefined, notice: undefined, isOperator });
  update(status);
  const pass = async (milliseconds: number) => {
    vi.advanceTimersByTime(milliseconds);
    await gateway.time.pass(milliseconds);
    tile.tick();
    await gateway.time.pass(200);
    tile.tick();
  };
  await pass(0);
  const isShown = (selector: string) => tile.element.querySelector<HTMLElement>(selector)?.hidden === false;
  return {
    gateway,
    tile,
    update,
    pass,
    isShown,
    buttons: () => [...tile.element.querySelectorAll('button')].filter(({ hidden }) => !hidden).map(button => button.getAttribute('aria-label')),
    tap: () => tile.element.querySelector<HTMLElement>('.camera-main')?.click(),
    text: () => tile.element.textContent ?? '',
    action: () => tile.element.querySelector('.camera-stage')?.getAttribute('data-action'),
  };
}

describe('the tile of a camera', () => {
  it('offers to watch a public camera, and to stop it', async () => {
    const { buttons, tap, pass, isShown } = await tileOf({});
    expect(buttons()).toEqual(['Gate: watch']);
    tap();
    await pass(1000);
    expect(buttons()).toEqual(['Gate: enlarge the picture', 'Gate: stop']);
    expect(isShown('.camera-private')).toBe(false);
  });

  it.each(['unauthorized', 'forbidden'])('says that a camera is not public, and offers nothing (%s)', async refuses => {
    const { buttons, text, action } = await tileOf({ refuses });
    expect(text()).toContain('Needs a link');
    expect(text()).toContain('This camera is not public.');
    expect(buttons()).toEqual([]);
    expect(action()).toBe('none');
  });

  it('offers an operator nothing either whose token is not for the camera', async () => {
    const { gateway, buttons, text, pass } = await tileOf({ refuses: 'forbidden', isOperator: true });
    await pass(1000);
    expect(gateway.open('cameras')).toHaveLength(1);
    expect(text()).toContain('Needs a link');
    expect(buttons()).toEqual([]);
  });

  it('takes the buttons away when the camera is refused after a tap', async () => {
    const { gateway, buttons, text, tap, pass } = await tileOf({});
    gateway.refuses = 'unauthorized';
    tap();
    await pass(1000);
    expect(text()).toContain('This camera is not public.');
    expect(buttons()).toEqual([]);
  });

  it('asks a refused camera again, and offers it once it is open', async () => {
    const { gateway, buttons, pass } = await tileOf({ refuses: 'unauthorized' });
    gateway.refuses = undefined;
    await pass(20_000);
    expect(buttons()).toEqual([]);
    await pass(11_000);
    expect(buttons()).toEqual(['Gate: watch']);
    const asked = gateway.requests.length;
    await pass(60_000);
    expect(gateway.requests).toHaveLength(asked);
  });

  it('is still refused while the gateway does not answer', async () => {
    const { gateway, buttons, pass } = await tileOf({ refuses: 'unauthorized' });
    gateway.isUp = false;
    await pass(31_000);
    expect(buttons()).toEqual([]);
  });

  it('says to everybody that an update made it private, and how to open it', async () => {
    const sentence = 'Private since the last update. To open it to everybody, its operator starts the silo with --public-camera gate.';
    for (const person of [{ refuses: 'unauthorized' }, { isOperator: true }]) {
      const { text, update, isShown } = await tileOf({ becamePrivate: true, ...person });
      expect(text()).toContain(sentence);
      update({});
      expect(isShown('.camera-private')).toBe(false);
      expect(text()).not.toContain('update');
    }
    useLanguage('id');
    expect((await tileOf({ becamePrivate: true, refuses: 'unauthorized' })).text()).toContain('Privat sejak pembaruan terakhir.');
  });
});
