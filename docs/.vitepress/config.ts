import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { CONTENT_SECURITY_POLICY } from '../../src/cli/securityHeaders.ts';
import { slug } from '../../scripts/docs/slug.mjs';
import { moveScriptsOut } from './inlineScripts.ts';
import { onePageScript, removeLeanScripts, withWholeScript } from './onePageScript.ts';
import { sidebar } from './sidebar.ts';

/** Where the studio lies on its server; the documentation is the folder docs in it. */
const STUDIO_BASE = process.env['STUDIO_BASE'] ?? '/';
const base = `${STUDIO_BASE}docs/`;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  title: 'cnn2snn studio',
  titleTemplate: ':title | cnn2snn studio',
  description:
    'Takes a trained Keras CNN to a spiking network for Akida 1.0 chips: how it is done, and why.',
  lang: 'en',
  base,
  outDir: '../dist/docs',
  cacheDir: '../.cache/vitepress',
  // Files that any server can serve, and that a browser finds without one.
  cleanUrls: false,
  ignoreDeadLinks: false,
  rewrites: { 'generated/:rest*': ':rest*' },
  // The list of pages and their hashes as a file: the policy allows no script inside a page.
  metaChunk: true,
  head: [
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY }],
    ['meta', { name: 'color-scheme', content: 'light dark' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${STUDIO_BASE}favicon.svg` }],
  ],
  transformHtml: (html) => withWholeScript(moveScriptsOut(html, base)),
  buildEnd: ({ outDir }) => {
    removeLeanScripts(outDir);
  },
  vite: {
    plugins: [onePageScript()],
    // The largest file is the index of the search, which comes when someone searches.
    build: { chunkSizeWarningLimit: 2000 },
  },
  markdown: {
    anchor: { slugify: slug },
    // The themes whose colours can be read on the studio's surfaces.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/guide/first-model', activeMatch: '^/(guide|examples)/' },
      {
        text: 'Reference',
        activeMatch: '^/(rules|fixes|layers|quantizers|chips|errors|cli|api|glossary)',
        items: [
          { text: 'Rules', link: '/rules/' },
          { text: 'Fixes', link: '/fixes/' },
          { text: 'Layers', link: '/layers/' },
          { text: 'Weight quantizers', link: '/quantizers/' },
          { text: 'Chips', link: '/chips/' },
          { text: 'Errors', link: '/errors/' },
          { text: 'Command line', link: '/cli/' },
          { text: 'API of the library', link: '/api/' },
          { text: 'Glossary', link: '/glossary' },
        ],
      },
      { text: 'Specification', link: '/reference/compatibility', activeMatch: '^/reference/' },
    ],
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    footer: {
      message: 'Apache-2.0. Not affiliated with BrainChip; Akida is their trademark.',
      copyright: `cnn2snn studio ${version}`,
    },
  },
});
