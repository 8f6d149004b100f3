import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { shellPlugin } from './shell-plugin.ts';

/** Where people may sign in. Which authority it is the gateway knows, whose own policy names it alone. Plain HTTP is for tests and never leaves the machine. */
const authorities = 'https: http://localhost:* http://127.0.0.1:*';

/** The hosts that the page may load from and connect to. The policy is in the page itself, so that it applies with any server. */
const policy =
  `default-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss: ${authorities}; frame-src 'self' ${authorities}; style-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'`;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const gateway = 'http://localhost:5000';

export default defineConfig({
  base: './',
  // The page and its tests use the package's source, so no separate build is needed first.
  resolve: {
    conditions: ['live-parking-source', ...defaultClientConditions],
    // The console is Preact; the package's components and the virtual list are written for React.
    alias: { 'react-dom': 'preact/compat', 'react/jsx-runtime': 'preact/jsx-runtime', react: 'preact/compat' },
  },
  ssr: { resolve: { conditions: ['live-parking-source', ...defaultServerConditions] } },
  plugins: [
    {
      name: 'content-security-policy',
      // The development server puts scripts and styles into the page by itself.
      apply: 'build',
      transformIndexHtml: () => [
        { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
      ],
    },
    {
      name: 'plain-imports',
      apply: 'build',
      enforce: 'pre',
      // Vite's own helper loads styles and imports of a file beforehand (1.3 KB). The file that is loaded on demand has none.
      load: id => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = load => load();' : undefined),
    },
    shellPlugin(),
  ],
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The page's content security policy allows no data: URLs except pictures, so nothing is inlined.
    assetsInlineLimit: 0,
    // The policy forbids inline scripts, and every browser that runs the target preloads modules by itself.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: here('index.html'), operator: here('operator.html'), 'service-worker': here('src/shell/worker/service-worker.ts') },
      output: {
        // A worker's name stays the same, so that browsers find its next release.
        entryFileNames: chunk => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
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
  test: { include: ['test/**/*.test.ts'], environment: 'node', reporters: ['default', '../summary-reporter.ts'] },
});
