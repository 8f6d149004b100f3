/** The app's tests run on Node with React Native's parts in JavaScript. The client package is taken as source, as by Metro. */
module.exports = {
  preset: 'jest-expo',
  // Tests move the time; the real time that a busy machine takes for it says nothing.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
  // Time is moved by the tests. What promises are made of stays as it is.
  fakeTimers: { enableGlobally: true, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] },
  testEnvironmentOptions: { customExportConditions: ['live-parking-source', 'react-native', 'require', 'node'] },
  // One React for app and package; the rest of what the package imports is found in this folder.
  moduleNameMapper: { '^react$': '<rootDir>/node_modules/react' },
  modulePaths: ['<rootDir>/node_modules'],
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
};
