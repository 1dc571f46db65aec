// Follows every link of the built documentation and of the Markdown files beside it: pages, anchors, pictures, scripts.
// Links to other hosts are read for their form only; nothing is asked of the network. Run after `npm run docs`.
import { existsSync } from 'node:fs';
import { builtPages } from './links/builtPages.mjs';
import { markdownPages } from './links/markdownPages.mjs';
import { deadLinks } from './links/deadLinks.mjs';

const SITE = 'dist/docs';
const base = `${process.env['STUDIO_BASE'] ?? '/'}docs/`;

if (!existsSync(SITE)) {
  console.error(`${SITE} is missing: run \`npm run docs\` first.`);
  process.exit(1);
}
const pages = [...builtPages(SITE, base), ...markdownPages()];
const dead = deadLinks(pages);
for (const { page, link, reason } of dead) console.error(`${page}: ${link}: ${reason}`);
const links = pages.reduce((sum, { links: own }) => sum + own.length, 0);
console.log(`${links} links on ${pages.length} pages, ${dead.length} dead`);
if (dead.length > 0) process.exitCode = 1;
