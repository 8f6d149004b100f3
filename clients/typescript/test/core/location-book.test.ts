import { describe, expect, it } from 'vitest';
import { LocationBook } from '../../src/parking/location-book.ts';
import { camera, level, location } from '../support/samples.ts';

describe('LocationBook', () => {
  it('takes a newer level and drops an older or equal one', () => {
    const book = new LocationBook();
    book.applyLocation(location({ levels: [level({ version: 5, occupied: 10 })] }));
    expect(book.applyLevel(level({ version: 4, occupied: 1 })).taken).toBe(false);
    expect(book.applyLevel(level({ version: 5, occupied: 2 })).taken).toBe(false);
    expect(book.applyLevel(level({ version: 9, occupied: 3 }))).toMatchObject({ taken: true, before: { version: 5 } });
    expect(book.get('garage')?.levels[0]?.spots.occupied).toBe(3);
  });

  it('keeps an update that came before the answer to the subscription', () => {
    const book = new LocationBook();
    expect(book.applyLevel(level({ version: 8, occupied: 8 })).taken).toBe(false);
    book.applyLevel(level({ version: 7, occupied: 7 }));
    book.applyLocation(location({ levels: [level({ version: 6, occupied: 6 })] }));
    expect(book.get('garage')?.levels[0]?.spots.occupied).toBe(8);
  });

  it('never lets a late snapshot take a level back', () => {
    const book = new LocationBook();
    book.applyLocation(location({ version: 3, levels: [level({ version: 5, occupied: 5 })] }));
    book.applyLevel(level({ version: 9, occupied: 9 }));
    book.applyLocation(location({ version: 4, name: 'Renamed', levels: [level({ version: 6, occupied: 6 })] }));
    expect(book.get('garage')).toMatchObject({ name: 'Renamed', levels: [{ version: 9, spots: { occupied: 9 } }] });
  });

  it('takes the newer levels of a snapshot whose name and list are old', () => {
    const book = new LocationBook();
    book.applyLocation(location({ version: 5, name: 'New', levels: [level({ version: 5 })] }));
    book.applyLocation(
      location({ version: 4, name: 'Old', levels: [level({ version: 6, occupied: 6 }), level({ levelId: 'gone', version: 1 })] }),
    );
    expect(book.get('garage')?.name).toBe('New');
    expect(book.get('garage')?.levels.map(status => [status.levelId, status.version])).toEqual([['p1', 6]]);
  });

  it('adds a level that an update brings, keeps it through a snapshot of the same version, and drops removed ones', () => {
    const book = new LocationBook();
    book.applyLocation(location({ version: 2, levels: [level({})] }));
    expect(book.applyLevel(level({ levelId: 'p2', version: 1 }))).toEqual({ taken: true });
    book.applyLocation(location({ version: 2, levels: [level({})] }));
    expect(book.get('garage')?.levels.map(status => status.levelId)).toEqual(['p1', 'p2']);
    book.applyLocation(location({ version: 3, levels: [level({ levelId: 'p2', version: 1 })] }));
    expect(book.get('garage')?.levels.map(status => status.levelId)).toEqual(['p2']);
  });

  it('rolls spots, status and time up from the levels', () => {
    const book = new LocationBook();
    book.applyLocation(
      location({ levels: [level({ occupied: 100, total: 100, status: 'full' }), level({ levelId: 'p2', occupied: 40, total: 50 })] }),
    );
    book.applyLevel(level({ levelId: 'p2', version: 2, occupied: 45, total: 50, status: 'almostFull', updatedAt: '2026-11-22T10:00:05Z' }));
    expect(book.get('garage')).toMatchObject({
      status: 'almostFull',
      spots: { total: 150, occupied: 145, available: 5 },
      updatedAt: '2026-11-22T10:00:05Z',
    });
  });

  it('keeps a camera status that came while the snapshot was on its way', () => {
    const book = new LocationBook();
    book.applyLocation(location({ version: 1, cameras: [camera({ state: 'idle' })] }));
    book.applyCamera(camera({ state: 'live' }));
    book.applyLocation(location({ version: 2, cameras: [camera({ state: 'starting' })] }), new Set(['gate']));
    expect(book.get('garage')?.cameras[0]?.state).toBe('live');
    book.applyLocation(location({ version: 3, cameras: [camera({ state: 'offline' })] }));
    expect(book.get('garage')?.cameras[0]?.state).toBe('offline');
  });

  it('forgets a removed location, so that a new one of that name starts afresh', () => {
    const book = new LocationBook();
    book.applyLocation(location({ version: 50, levels: [level({ version: 50 })] }));
    book.forget('garage');
    book.applyLocation(location({ version: 51, levels: [] }));
    expect(book.get('garage')?.levels).toEqual([]);
  });
});
