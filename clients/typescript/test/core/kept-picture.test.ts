import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { FakeGateway } from '../support/fake-gateway.ts';

function asking() {
  const gateway = new FakeGateway();
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, token: 'abc' });
  const ask = async () => {
    const answer = client.http.keptPicture('gate', 'medium').catch((error: unknown) => error);
    await gateway.time.pass(200);
    return await answer;
  };
  return { gateway, ask };
}

describe('a kept picture', () => {
  it('comes with its age and starts no camera', async () => {
    const { gateway, ask } = asking();
    gateway.keptAges.set('gate', 125_000);
    const picture = await ask();
    expect(picture).toMatchObject({ ageMs: 125_000, contentType: 'image/jpeg' });
    expect([...((picture as { data?: Uint8Array }).data ?? [])]).toEqual([255, 216, 1, 255, 217]);
    expect(gateway.requests).toEqual(['GET http://gateway/api/v1/cameras/gate/snapshot.jpg?start=false&quality=medium']);
  });

  it('is nothing where none is kept, and a problem where the camera is not for this viewer', async () => {
    const { gateway, ask } = asking();
    expect(await ask()).toBe(undefined);
    gateway.accepts = () => false;
    expect(await ask()).toMatchObject({ status: 401, code: 'unauthorized' });
  });
});
