/** The app's tests run on Node with React Native's parts in JavaScript. The client package is taken as source, as by Metro. */
module.exports = {
  preset: 'jest-expo',
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
  testEnvironmentOptions: { customExportConditions: ['live-parking-source', 'react-native', 'require', 'node'] },
  // One React for app and package; the rest of what the package imports is found in this folder.
  moduleNameMapper: { '^react$': '<rootDir>/node_modules/react' },
  modulePaths: ['<rootDir>/node_modules'],
  transformIgnorePatterns: ['/node_modules/(?!(.*\\bexpo[^/]*|(?:jest-)?@?react-native[^/]*|@react-native(-[^/]*)?|@expo|@live-parking|@microsoft|@msgpack|react-navigation|@react-navigation)/)'],
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
};
