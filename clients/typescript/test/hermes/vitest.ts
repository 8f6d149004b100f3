/** As much of vitest as the tests of the core use, for an engine on which vitest does not run. */

declare const print: ((text: string) => void) | undefined;

interface Test {
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

const tests: Test[] = [];
const groups: string[] = [];
const say = typeof print === 'function' ? print : (text: string) => console.log(text);

export function describe(name: string, define: () => void): void {
  groups.push(name);
  define();
  groups.pop();
}

export function it(name: string, run: () => void | Promise<void>): void {
  tests.push({ name: [...groups, name].join(' > '), run });
}

it.each = (rows: readonly unknown[]) => (name: string, run: (...row: unknown[]) => void | Promise<void>) =>
  rows.forEach((row, index) => it(`${name} [${index}]`, () => (Array.isArray(row) ? run(...(row as unknown[])) : run(row))));

/** Runs all tests, says which failed and ends with one line: N passed, N failed. */
export async function runTests(): Promise<void> {
  let failed = 0;
  for (const { name, run } of tests) {
    try {
      await run();
    } catch (error) {
      failed += 1;
      say(`FAILED ${name}\n  ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say(`${tests.length - failed} passed, ${failed} failed`);
}

export function expect(actual: unknown) {
  return { ...matchers(actual, true), not: matchers(actual, false) };
}

function matchers(actual: unknown, wanted: boolean) {
  const check = (holds: boolean, words: string, expected?: unknown) => {
    if (holds !== wanted) throw new Error(`expected ${show(actual)} ${wanted ? '' : 'not '}${words} ${expected === undefined ? '' : show(expected)}`);
  };
  const number = actual as number;
  return {
    toBe: (expected: unknown) => check(Object.is(actual, expected), 'to be', expected),
    toEqual: (expected: unknown) => check(equals(actual, expected), 'to equal', expected),
    toMatchObject: (expected: unknown) => check(includes(actual, expected), 'to match', expected),
    toHaveLength: (expected: number) => check((actual as { length?: number } | undefined)?.length === expected, 'to have the length', expected),
    toBeUndefined: () => check(actual === undefined, 'to be undefined'),
    toBeGreaterThan: (expected: number) => check(number > expected, 'to be more than', expected),
    toBeGreaterThanOrEqual: (expected: number) => check(number >= expected, 'to be at least', expected),
    toBeLessThan: (expected: number) => check(number < expected, 'to be less than', expected),
    toBeLessThanOrEqual: (expected: number) => check(number <= expected, 'to be at most', expected),
    toBeCloseTo: (expected: number, digits = 2) => check(Math.abs(number - expected) < 10 ** -digits / 2, 'to be close to', expected),
    toContain: (expected: string) => check((actual as string).includes(expected), 'to contain', expected),
    toThrow: (expected: string) => check(messageOf(actual as () => unknown)?.includes(expected) === true, 'to throw', expected),
  };
}

function messageOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Members that are undefined count as absent. */
function equals(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(name => equals(one[name], other[name]));
}

function includes(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && whole.length === part.length && part.every((item, index) => includes(whole[index], item));
  if (!isObject(part)) return equals(whole, part);
  return isObject(whole) && Object.keys(part).every(name => includes(whole[name], part[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  try {
    return String(JSON.stringify(value)).slice(0, 500);
  } catch (error) {
    return `${String(value)} (${error instanceof Error ? error.message : String(error)})`;
  }
}
