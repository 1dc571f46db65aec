import { describe, expect, it } from 'vitest';
import { deadLinks } from './deadLinks.mjs';
import { htmlLinks } from './htmlLinks.mjs';

/** A page as if it were this file, whose links lead to files beside it. */
function pageWith(html: string) {
  const here = 'scripts/docs/links/';
  return { name: `${here}page.html`, ...htmlLinks(html), locate: (path: string) => here + path };
}

function deadIn(html: string): readonly string[] {
  return deadLinks([pageWith(html)]).map(({ link }) => link);
}

describe('dead links', () => {
  it('accepts pages that are there, anchors that are there, and other hosts', () => {
    expect(
      deadIn(
        `<h2 id="here">Here</h2><a href="deadLinks.mjs">file</a><img src="htmlLinks.mjs">
         <a href="https://keras.io/api/#x">Keras</a><a href="mailto:someone@example.org">mail</a>`,
      ),
    ).toEqual([]);
  });

  it.each([
    ['a page that is not there', '<a href="nowhere.html">x</a>', 'nowhere.html'],
    ['a picture that is not there', '<img src="nowhere.png" alt="">', 'nowhere.png'],
    ['one of several sources', '<source srcset="htmlLinks.mjs 1x, no.png 2x">', 'no.png'],
    ['a script that is not there', '<script src="no.js"></script>', 'no.js'],
    ['an address that is none', '<a href="https://">x</a>', 'https://'],
    ['a host without a name', '<a href="https://undefined/x">x</a>', 'https://undefined/x'],
    ['a scheme that runs code', '<a href="javascript:void(0)">x</a>', 'javascript:void(0)'],
  ])('finds %s', (_, html, link) => {
    expect(deadIn(html)).toEqual([link]);
  });

  it('finds an anchor that is not there, on another page', () => {
    const target = {
      ...pageWith('<h2 id="there">There</h2>'),
      name: 'scripts/docs/links/deadLinks.mjs',
    };
    const page = pageWith('<a href="deadLinks.mjs#there">x</a><a href="deadLinks.mjs#gone">y</a>');
    expect(deadLinks([page, target])).toEqual([
      {
        page: page.name,
        link: 'deadLinks.mjs#gone',
        reason: 'scripts/docs/links/deadLinks.mjs has no anchor "gone"',
      },
    ]);
  });
});
