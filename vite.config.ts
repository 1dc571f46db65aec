import react from '@vitejs/plugin-react';
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

export default defineConfig({
  base: './',
  plugins: [
    react(),
    contentSecurityPolicy(),
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
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    testTimeout: 60_000,
  },
});
