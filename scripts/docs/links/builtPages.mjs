import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { htmlLinks } from './htmlLinks.mjs';

/**
 * The pages of the built site.
 * @param {string} folder where it lies
 * @param {string} base the address it is made for, `/docs/`
 * @returns {import('./deadLinks.mjs').LinkedPage[]}
 */
export function builtPages(folder, base) {
  const studio = posix.dirname(base);
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => ({
      name: join(folder, name),
      ...htmlLinks(readFileSync(join(folder, name), 'utf8')),
      locate: (path) => {
        const address = posix.resolve(`${base}${posix.dirname(name)}`, path);
        if (address === studio) return 'index.html';
        const relative = posix.relative(base, address);
        // Outside of the documentation lies the studio, with what it serves as it is.
        if (relative.startsWith('..')) return join('public', posix.relative(studio, address));
        const file = join(folder, relative);
        return existsSync(file) && statSync(file).isDirectory() ? join(file, 'index.html') : file;
      },
    }));
}
