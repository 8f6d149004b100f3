import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with the one line that the repository's `./test` adds up: `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    // A fault outside of any test fails the run too.
    let failed = errors.length;
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      passed += tests.filter(test => test.result().state === 'passed').length;
      failed += tests.filter(test => test.result().state === 'failed').length;
      // A file that can't be loaded has no tests to fail.
      if (tests.length === 0) failed += 1;
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
