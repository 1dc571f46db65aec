import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { CONTENT_SECURITY_POLICY } from './src/cli/securityHeaders.ts';

/** Puts the policy into the built page. Workers take theirs from the server's header instead: see `preview`. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

const DOCUMENTATION = 'dist/docs';

/**
 * Puts the documentation (`npm run docs`) into the built studio, before the service worker's list of files is made.
 * While developing, the one that was built last is served.
 */
function documentation(): Plugin {
  let outDir = '';
  return {
    name: 'documentation',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      if (existsSync(DOCUMENTATION))
        cpSync(DOCUMENTATION, join(outDir, 'docs'), { recursive: true });
      else this.warn('The studio is built without its documentation: `npm run docs` makes it.');
    },
    configureServer({ middlewares }) {
      middlewares.use('/docs', sirv(DOCUMENTATION, { dev: true }));
      middlewares.use('/docs', (_request, response) => {
        response.statusCode = 404;
        response.end('This page of the documentation is not built. `npm run docs` makes it.');
      });
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [
    react(),
    contentSecurityPolicy(),
    documentation(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'cnn2snn studio',
        short_name: 'cnn2snn',
        description: 'Takes a trained Keras CNN to a spiking network for Akida 1.0 chips.',
        display: 'standalone',
        start_url: './',
        theme_color: '#15181e',
        background_color: '#eef0f4',
        icons: [
          { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: 'icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
        ],
      },
      workbox: {
        // Everything, samples included, is there offline after the first visit.
        globPatterns: ['**/*.{html,js,css,svg,png,wasm,h5,npz,fbz}'],
        // Of the documentation the scripts and one empty page: offline they show what the pages' HTML would.
        globIgnores: ['docs/**/!(404).html'],
        navigateFallbackDenylist: [/\/docs\//],
        runtimeCaching: [
          {
            urlPattern: ({ request, url }) =>
              request.mode === 'navigate' && url.pathname.includes('/docs/'),
            handler: 'NetworkOnly',
            options: { precacheFallback: { fallbackURL: 'docs/404.html' } },
          },
        ],
        // h5wasm carries its WebAssembly inside: 4 MB of JavaScript.
        maximumFileSizeToCacheInBytes: 12_000_000,
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: 'dist/studio',
    emptyOutDir: true,
    // scripts/checkSize.mjs reads it.
    manifest: true,
    // The first browsers with light-dark(), on which both themes stand.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
  },
  preview: { headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
  test: {
    include: ['{src,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    // By default Vitest leaves one processor free: of two, half of the machine.
    maxWorkers: '100%',
  },
});
