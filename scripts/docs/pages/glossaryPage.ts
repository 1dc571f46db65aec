import { terms } from '../../../src/ui/glossary/terms.ts';
import { page, prose, type Page } from '../markdown.ts';

/** Every explained word, in alphabetical order; its anchor is the word with dashes. */
export function glossaryPage(): Page {
  const entries = Object.entries(terms).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return page(
    'glossary.md',
    'Glossary',
    'The words that the studio explains where they stand underlined.',
    ...entries.map(([term, text]) => `## ${term}\n\n${prose(text)}`),
  );
}
