import { describe, expect, it } from 'vitest';

const wire = Object.values(import.meta.glob<string>('../src/wire/*.ts', { query: '?raw', import: 'default', eager: true })).join('\n');
const sources = import.meta.glob<string>(['../../../src/Grains.Interfaces/**/*.cs', '../../../src/Gateway/Operations/*.cs'], { query: '?raw', import: 'default', eager: true });
const records = Object.values(sources).join('\n');

/** Members of a C# record as on the wire; `?` marks those that may be left out. */
function recordMembers(name: string): string[] {
  const declaration = new RegExp(`record ${name}\\(([\\s\\S]*?)\\)(?:;|\\s*\\{|\\s*:)`).exec(records)?.[1];
  if (declaration === undefined) throw new Error(`There is no C# record ${name}.`);
  return [...declaration.matchAll(/\[property: Id\(\d+\)\]\s+(\S.*?)\s+(\w+)(\s*=\s*[^,]+)?\s*(?:,|$)/g)].map(
    ([, type = '', member = '', preset]) => camel(member) + (type.endsWith('?') || preset !== undefined ? '?' : ''),
  );
}

/** Members of an interface of the package. */
function interfaceMembers(name: string): string[] {
  const body = new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(wire)?.[1];
  if (body === undefined) throw new Error(`There is no interface ${name}.`);
  return [...body.matchAll(/^ {2}readonly (\w+)(\??):/gm)].map(([, member = '', mark = '']) => member + mark);
}

/** Words of a C# enum as on the wire. */
function enumWords(name: string): string[] {
  const body = new RegExp(`enum ${name}\\s*\\{([\\s\\S]*?)\\n\\}`).exec(records)?.[1] ?? '';
  return [...body.matchAll(/^ {4}(\w+) = \d+/gm)].map(([, word = '']) => camel(word)).sort();
}

/** Words of a union of texts of the package. */
function unionWords(text: string): string[] {
  return [...text.matchAll(/'(\w+)'/g)].map(([, word = '']) => word).sort();
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

describe('the wire types', () => {
  it.each([
    'LocationStatus',
    'LocationNotice',
    'LevelStatus',
    'Spots',
    'Overview',
    'LocationSummary',
    'AlarmCounts',
    'Alarm',
    'AlarmLimits',
    'NotificationRule',
    'Webhook',
    'AlarmEvent',
    'Delivery',
    'LevelCounts',
    'CameraCounts',
    'GeoPosition',
    'CameraStatus',
    'CameraFrame',
    'Reading',
    'ReadingResult',
    'ReadingsAnswer',
    'LevelSensors',
    'SensorStatus',
    'SensorReport',
    'SensorResult',
    'LevelAnomaly',
    'CountDisagreement',
    'Correction',
    'GateDrift',
    'CorrectionAnswer',
    'OccupancyHistory',
    'OccupancyBucket',
  ])('%s has the members of the C# record', name => {
    expect(recordMembers(name)).not.toHaveLength(0);
    expect(interfaceMembers(name)).toEqual(recordMembers(name));
  });

  it.each(['OccupancyStatus', 'OccupancyTrend', 'CameraState', 'CameraRung', 'SensorHealth', 'AnomalyKind', 'AlarmKind', 'AlarmRank', 'AlarmState', 'NotificationReceiver', 'AlarmEventKind', 'DeliveryState'])('%s has the words of the C# enum', name => {
    expect(enumWords(name)).not.toHaveLength(0);
    expect(unionWords(new RegExp(`export type ${name} =([^;]*);`).exec(wire)?.[1] ?? '')).toEqual(enumWords(name));
  });

  it.each(['OverviewSnapshot', 'OverviewChange', 'OverviewTotals', 'AlarmFilter'])('%s has the members of the gateway’s record', name => {
    const declaration = new RegExp(`record ${name}\\(\\s*([\\s\\S]*?)\\)(?:;|\\s*\\{)`).exec(records)?.[1] ?? '';
    const members = [...declaration.matchAll(/(\S+)\s+(\w+)(?:\s*=\s*\w+)?(?:,|$)/g)].map(([, type = '', member = '']) => camel(member) + (type.endsWith('?') ? '?' : ''));
    expect(members).not.toHaveLength(0);
    expect(interfaceMembers(name)).toEqual(members);
  });

  it('ReadingKind and ReadingOutcome have the words of the C# enums', () => {
    expect(unionWords(/readonly kind: ('entry'.*);/.exec(wire)?.[1] ?? '')).toEqual(enumWords('ReadingKind'));
    expect(unionWords(/readonly outcome: (.*);/.exec(wire)?.[1] ?? '')).toEqual(enumWords('ReadingOutcome'));
  });
});
