import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vitepress';

const LEAN = ".replace(/\\.js$/, '.lean.js')";

/**
 * VitePress writes two scripts for a page: a whole one, and a lean one that needs the page's HTML. Here the whole one
 * serves both, so that a page can be shown without its HTML: the service worker stores 2 MB of scripts and one empty
 * page for all of the documentation instead of a few hundred pages of HTML, which are ten times as much.
 */
export function onePageScript(): Plugin {
  return {
    name: 'one-page-script',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/vitepress/dist/client/app/index.js')) return undefined;
      if (!code.includes(LEAN))
        throw new Error('VitePress no longer asks for lean scripts this way.');
      return code.replace(LEAN, '');
    },
  };
}

/** The page's links to its lean script lead to the whole one. */
export function withWholeScript(html: string): string {
  return html.replaceAll('.lean.js', '.js');
}

/** Takes the lean scripts away once the site is built. */
export function removeLeanScripts(outDir: string): void {
  const assets = join(outDir, 'assets');
  for (const name of readdirSync(assets)) {
    if (name.endsWith('.lean.js')) rmSync(join(assets, name));
  }
}
