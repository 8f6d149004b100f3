import { defineConfig } from 'vitest/config';

const gateway = 'http://localhost:5000';

export default defineConfig({
  base: './',
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The page's content security policy allows no data: URLs except pictures, so nothing is inlined.
    assetsInlineLimit: 0,
    // The policy forbids inline scripts, and every browser that runs the target preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  server: {
    // `npm run dev` serves the page and passes the rest to a running gateway.
    proxy: {
      '/api': gateway,
      '/docs': gateway,
      '/openapi': gateway,
      '/hubs': { target: gateway, ws: true },
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
