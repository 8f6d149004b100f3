const { defineConfig } = require('eslint/config');
const expo = require('eslint-config-expo/flat');

module.exports = defineConfig([
  expo,
  { ignores: ['dist/*', '.expo/*'] },
  // The type check finds every import; this rule does not know the sources of the client package, which need not be built.
  { rules: { 'import/no-unresolved': 'off' } },
  { files: ['e2e/*.mjs'], languageOptions: { globals: { Buffer: 'readonly' } } },
  // Jest takes what replaces a module from a function, which can only require.
  { files: ['test/support/setup.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
]);
