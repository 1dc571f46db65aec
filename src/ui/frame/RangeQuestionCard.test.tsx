import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { rangesFor } from '../../core/data/inputRange.ts';
import { RangeQuestionCard } from './RangeQuestionCard.tsx';

function shown(lowest: number, highest: number): { text: string; buttons: readonly string[] } {
  const ranges = rangesFor({ lowest, highest });
  const question = { name: 'x.npz', lowest, highest, ranges, answer: () => undefined };
  const markup = renderToStaticMarkup(<RangeQuestionCard question={question} />);
  const plain = (part: string) =>
    part
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const buttons = [...markup.matchAll(/<button[^>]*>(.*?)<\/button>/g)];
  return { text: plain(markup), buttons: buttons.map(([, inside]) => plain(inside ?? '')) };
}

it('shows what was found and the readings, the likeliest first', () => {
  const { text, buttons } = shown(0.00025, 0.999);
  expect(text).toContain('x.npz holds values from 0.00025 to 0.999.');
  expect(buttons).toEqual([
    '0 to 1 pixel \u00f7 255',
    '\u22121 to 1 pixel \u00f7 127.5 \u2212 1',
    '0 to 255 pixels, not whole',
  ]);
});

it('offers features of any range to be spread over the pixels', () => {
  expect(shown(-2.118, 2.64).buttons).toEqual([
    '\u22122.12 to 2.64 features, spread over 0 to 255',
  ]);
});
