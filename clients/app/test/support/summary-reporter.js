/** Ends the run with the one line that the repository's `./test` adds up: `N passed, N failed`. */
module.exports = class SummaryReporter {
  onRunComplete(_, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    // A file that can't be loaded has no tests to fail.
    console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
  }
};
