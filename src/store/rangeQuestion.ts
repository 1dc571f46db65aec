import { rangesFor, scalingOfRange, type InputRange } from '../core/data/inputRange.ts';
import type { Diagnostic } from '../core/errors/diagnostic.ts';
import { toast } from './actions/interface.ts';
import { answerScaling } from './outcome/answerScaling.ts';
import { studioStore } from './studioStore.ts';

/** What the values of a file are, which holds no pixels: asked before anything is made of them. */
export interface RangeQuestion {
  /** Of the file. */
  readonly name: string;
  /** Of the values. */
  readonly lowest: number;
  readonly highest: number;
  /** Readings to choose from, the likeliest first. */
  readonly ranges: readonly InputRange[];
  /** Reads the file again. */
  readonly answer: (range: InputRange) => void;
}

/** The question that a refusal stands for; null where the range is not what is missing. */
export function rangeQuestion(
  diagnostics: readonly Diagnostic[],
  name: string,
  readAgain: (range: InputRange) => void,
): RangeQuestion | null {
  const asked = diagnostics.find(({ code }) => code === 'data/not-pixels');
  const [lowest, highest] = asked?.values ?? [];
  if (lowest === undefined || highest === undefined) return null;
  const answer = (range: InputRange) => {
    readAgain(range);
    offerScaling(range);
  };
  return { name, lowest, highest, ranges: rangesFor({ lowest, highest }), answer };
}

/** A range as people say it. */
export function rangeText({ low, high }: InputRange): string {
  return `${numberText(low)} to ${numberText(high)}`;
}

/** A number of a few digits, with the sign that is typeset. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '\u2212');
}

/** Values in a range are often what the model was trained on: then its input scaling is that of the range, and nothing else says so. */
function offerScaling(range: InputRange): void {
  const { derived, plan } = studioStore.getState();
  const scalesItself = derived?.graph.layers.some(({ className }) =>
    className.endsWith('Rescaling'),
  );
  const [scale, shift] = scalingOfRange(range);
  const isPixels = scale === 1 && shift === 0;
  if (!derived || scalesItself || isPixels || plan.settings.inputScaling) return;
  const text = rangeText(range);
  toast({
    tone: 'neutral',
    text: `The values were read as ${text}.`,
    hint: 'A model that was trained on them needs the same input scaling.',
    action: {
      label: `Scale inputs to ${text}`,
      run: () => {
        answerScaling([scale, shift]);
      },
    },
  });
}
