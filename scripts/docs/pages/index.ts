import { catalog } from '../../../src/core/errors/catalog.ts';
import { layerDefinitions } from '../../../src/core/layers/index.ts';
import { fixes } from '../../../src/core/fixes/index.ts';
import { weightQuantizers } from '../../../src/core/quantizers/index.ts';
import { targets } from '../../../src/core/targets/index.ts';
import { commands } from '../../../src/cli/commands/index.ts';
import type { Page } from '../markdown.ts';
import { chipPages } from './chipPages.ts';
import { commandPages } from './commandPages.ts';
import { areaOf, codes, errorPages } from './errorPages.ts';
import { fixPages } from './fixPages.ts';
import { glossaryPage } from './glossaryPage.ts';
import { layerPages } from './layerPages.ts';
import { quantizerPages } from './quantizerPages.ts';
import { documentedRules, levelTitles, rulePages } from './rulePages.ts';

export { codes } from './errorPages.ts';
export type { Page } from '../markdown.ts';

/** Every page that is written from a declaration, the API's apart. */
export async function sitePages(): Promise<readonly Page[]> {
  return [
    ...rulePages(),
    ...fixPages(),
    ...layerPages(),
    ...quantizerPages(),
    ...chipPages(),
    ...errorPages(),
    ...(await commandPages()),
    glossaryPage(),
  ];
}

/** An entry of a sidebar, as VitePress takes it. */
export interface SidebarItem {
  readonly text: string;
  readonly link?: string;
  readonly items?: readonly SidebarItem[];
}

/** The sidebar of each folder of generated pages: its own pages only, so that no page carries the list of all. */
export function sidebars(): Readonly<Record<string, readonly SidebarItem[]>> {
  const list = (folder: string, text: string, names: readonly string[]): readonly SidebarItem[] => [
    {
      text,
      link: `/${folder}/`,
      items: names.map((name) => ({ text: name, link: `/${folder}/${name}` })),
    },
  ];
  const areas = [...new Set(codes.map((name) => areaOf(name)))];
  const areaLinks = areas.map((area) => ({ text: area, link: `/errors/${area}/` }));
  return {
    '/rules/': [
      { text: 'Rules', link: '/rules/' },
      ...(['design', 'quantization', 'hardware'] as const).map((level) => ({
        text: levelTitles[level],
        items: documentedRules
          .filter((rule) => rule.level === level)
          .map(({ id }) => ({ text: id, link: `/rules/${id}` })),
      })),
    ],
    '/fixes/': list(
      'fixes',
      'Fixes',
      fixes.map(({ id }) => id),
    ),
    '/layers/': list(
      'layers',
      'Layers',
      layerDefinitions.map(({ className }) => className),
    ),
    '/quantizers/': list(
      'quantizers',
      'Weight quantizers',
      weightQuantizers.map(({ className }) => className),
    ),
    '/chips/': list('chips', 'Chips', Object.keys(targets)),
    '/cli/': list(
      'cli',
      'Command line',
      commands.map(({ name }) => name),
    ),
    '/errors/': [{ text: 'Errors', link: '/errors/', items: areaLinks }],
    ...Object.fromEntries(
      areas.map((area) => [
        `/errors/${area}/`,
        [
          { text: 'Errors', link: '/errors/' },
          {
            text: area,
            link: `/errors/${area}/`,
            items: Object.keys(catalog)
              .filter((name) => areaOf(name) === area)
              .map((name) => ({ text: name.split('/')[1] ?? '', link: `/errors/${name}` })),
          },
        ],
      ]),
    ),
  };
}
