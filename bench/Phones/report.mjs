import { gatewayKilled, networkChanged, sleeps } from './crowd.mjs';

/** The limits, milliseconds: the right number and a fresh picture at p99, and the longest pause when a token changes. */
export const goals = { number: 1000, picture: 1500, tokenPause: 200 };

const shares = [0.5, 0.95, 0.99, 1];

/** p50, p95, p99 and the largest; what never came counts as infinite. */
export function distribution(values) {
  const sorted = values.map(value => value ?? Infinity).sort((one, other) => one - other);
  return shares.map(share => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
}

/** The results of one kind of phone. */
export function summarise(crowd, { relay, workers }) {
  const kinds = [...Object.keys(sleeps), networkChanged, gatewayKilled];
  const returns = kinds.map(kind => {
    const results = crowd.results.filter(each => each.kind === kind);
    const missed = results.filter(({ number, picture }) => number === null || picture === null);
    return {
      kind,
      count: results.length,
      number: distribution(results.map(({ number }) => number)),
      picture: distribution(results.map(({ picture }) => picture)),
      pictureAge: distribution(results.map(({ pictureAge }) => pictureAge)),
      missed,
      never: missed.length,
    };
  });
  const pauses = name => distribution(crowd.tokenChanges.map(each => each[name]));
  return {
    kind: crowd.kind,
    phones: crowd.count,
    returns: returns.filter(({ count }) => count > 0),
    tokenChanges: { count: crowd.tokenChanges.length, numberPause: pauses('numberPause'), picturePause: pauses('picturePause') },
    backwards: total(workers, 'backwards'),
    wrong: total(workers, 'wrong'),
    relay,
    processes: workers,
  };
}

/** The tables, for people. */
export function print(summaries, machine) {
  table(
    ['after', 'phones', 'returns', 'right number, ms: p50', 'p95', 'p99', 'max', 'fresh picture, ms: p50', 'p95', 'p99', 'max', 'its age: p50', 'p99', 'never'],
    summaries.flatMap(({ kind, returns }) =>
      returns.map(each => [each.kind, kind, each.count, ...each.number, ...each.picture, each.pictureAge[0], each.pictureAge[2], each.never]),
    ),
  );
  table(
    ['token ended', 'changes', 'longest pause of numbers, ms: p50', 'p95', 'p99', 'max', 'of pictures: p50', 'p95', 'p99', 'max'],
    summaries.map(({ kind, tokenChanges: { count, numberPause, picturePause } }) => [kind, count, ...numberPause, ...picturePause]),
  );
  const [ours, ...peers] = summaries;
  table(
    ['times as long as ours', 'after', 'right number: p50', 'p95', 'fresh picture: p50', 'p95'],
    peers.flatMap(peer =>
      peer.returns.flatMap(each => {
        const own = ours.returns.find(({ kind }) => kind === each.kind);
        return own === undefined
          ? []
          : [[peer.kind, each.kind, ...[0, 1].map(at => ratio(each.number[at], own.number[at])), ...[0, 1].map(at => ratio(each.picture[at], own.picture[at]))]];
      }),
    ),
  );
  table(
    ['process', 'phones', 'its loop was late, ms: p50', 'p99', 'max', 'CPU s', 'backwards', 'wrong'],
    summaries.flatMap(({ relay, processes }) => [
      ...processes.map(({ kind, phones, eventLoop: { p50, p99, max }, cpuSeconds, backwards, wrong }) => [kind, phones, p50, p99, max, cpuSeconds, backwards, wrong]),
      ['its relay', '', relay.p50, relay.p99, relay.max, '', '', ''],
    ]),
  );
  console.log(`The machine was busy for ${Math.round(machine.busy * 100)} % of its ${machine.cores} cores.\n`);
}

/**
 * The limits for our phones, as lines of a test.
 * @param atLeast Returns of each kind.
 * @param kinds Which kinds there have to be.
 * @param judgesSpeed Whether how fast they were decides.
 */
export function judge(ours, { atLeast, kinds, judgesSpeed }) {
  const checks = [
    ['0 versions and pictures went backwards', ours.backwards === 0, `${ours.backwards} did`],
    ['0 wrong numbers were shown', ours.wrong === 0, `${ours.wrong} were`],
  ];
  for (const kind of kinds) {
    const found = ours.returns.find(each => each.kind === kind);
    checks.push([`${kind}: at least ${atLeast} returns`, (found?.count ?? 0) >= atLeast, `there were ${found?.count ?? 0}`]);
    const never = found === undefined ? 'any' : `${found.never}${found.missed.map(missing).join('')}`;
    checks.push([`${kind}: the right number and a fresh picture came each time`, found?.never === 0, `not in ${never}`]);
    if (!judgesSpeed) continue;
    checks.push([`${kind}: the right number within ${goals.number} ms at p99`, found?.number[2] <= goals.number, `${found?.number[2]} ms`]);
    checks.push([`${kind}: a picture under 500 ms old within ${goals.picture} ms at p99`, found?.picture[2] <= goals.picture, `${found?.picture[2]} ms`]);
  }
  const { count, numberPause, picturePause } = ours.tokenChanges;
  checks.push([`token ended: at least ${atLeast} changes`, count >= atLeast, `there were ${count}`]);
  if (judgesSpeed) {
    checks.push([`token ended: numbers paused for at most ${goals.tokenPause} ms at p99`, numberPause[2] <= goals.tokenPause, `${numberPause[2]} ms`]);
    checks.push([`token ended: pictures paused for at most ${goals.tokenPause} ms at p99`, picturePause[2] <= goals.tokenPause, `${picturePause[2]} ms`]);
  }
  for (const [what, holds, seen] of checks) console.log(holds ? `ok ${what}` : `not ok ${what}: ${seen}`);
  const passed = checks.filter(([, holds]) => holds).length;
  console.log(`${passed} passed, ${checks.length - passed} failed`);
  return passed === checks.length;
}

/** Missing numbers: the versions distinguish a phone that stayed behind from numbers that did not change. */
function missing({ number, picture, needed, shown, newest }) {
  const numbers = number === null ? `; version ${needed} was needed, ${shown} is shown, ${newest} is the newest` : '';
  return `${numbers}${picture === null ? '; no fresh picture' : ''}`;
}

function total(workers, name) {
  return workers.reduce((sum, each) => sum + each[name], 0);
}

function ratio(theirs, ours) {
  return Number.isFinite(theirs) ? (theirs / Math.max(1, ours)).toFixed(1) : '–';
}

function table(heads, rows) {
  if (rows.length === 0) return;
  const text = value => (typeof value !== 'number' ? value : Number.isFinite(value) ? String(Math.round(value)) : 'never');
  const line = cells => `| ${cells.join(' | ')} |`;
  console.log([line(heads), line(heads.map(() => '---')), ...rows.map(row => line(row.map(text))), ''].join('\n'));
}
