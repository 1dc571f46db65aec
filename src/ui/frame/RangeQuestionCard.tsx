import type { InputRange } from '../../core/data/inputRange.ts';
import { numberText, rangeText, type RangeQuestion } from '../../store/rangeQuestion.ts';
import './RangeQuestionCard.css';

/** How pixels are usually scaled to a range, as a formula. */
const FORMULAS: Readonly<Record<string, string>> = {
  '0,1': 'pixel \u00f7 255',
  '-0.5,0.5': 'pixel \u00f7 255 \u2212 0.5',
  '-1,1': 'pixel \u00f7 127.5 \u2212 1',
  '0,255': 'pixels, not whole',
  '0,65535': '16 bits',
};

/** Asks what the values of a file are that holds no pixels: nothing is made of them before it is known. */
export function RangeQuestionCard({ question }: { readonly question: RangeQuestion }) {
  const { name, lowest, highest, ranges, answer } = question;
  return (
    <section className="range-question" aria-label="Range of the values">
      <h3>Which range were the pixels scaled to?</h3>
      <p>
        {name} holds values from {numberText(lowest)} to {numberText(highest)}. The chip takes
        pixels, whole numbers from 0 to 255.
      </p>
      <ul>
        {ranges.map((range) => (
          <li key={rangeText(range)}>
            <button
              type="button"
              onClick={() => {
                answer(range);
              }}
            >
              <strong>{rangeText(range)}</strong>
              <span>{formulaOf(range)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function formulaOf({ low, high }: InputRange): string {
  return FORMULAS[`${low},${high}`] ?? 'features, spread over 0 to 255';
}
