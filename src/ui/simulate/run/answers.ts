import type { Comparison } from '../../../project/runs.ts';

/** A class and how sure a model is of it, 0 .. 1. */
export interface Answer {
  readonly index: number;
  readonly score: number;
}

/** The answer of each model, null where a model or a vector of classes is missing. */
export interface Answers {
  readonly float: Answer | null;
  readonly quantized: Answer | null;
  readonly spiking: Answer | null;
}

/** What each model takes a single input for. */
export function answersOf({ scores }: Comparison): Answers {
  return {
    float: answerOf(scores.float),
    quantized: answerOf(scores.quantized),
    spiking: answerOf(scores.spiking),
  };
}

/** The classes that matter: those with the highest score in any model, best first. */
export function topClassesOf({ scores }: Comparison, count: number): readonly number[] {
  const models = [scores.float, scores.quantized, scores.spiking].filter((model) => model !== null);
  const classes = models[0]?.length ?? 0;
  const highest = Float32Array.from({ length: classes }, (_, index) =>
    models.reduce((most, model) => Math.max(most, model[index] ?? 0), -Infinity),
  );
  return Array.from(highest.keys())
    .sort((a, b) => (highest[b] ?? 0) - (highest[a] ?? 0))
    .slice(0, count);
}

/** The best class of one model's scores. */
export function answerOf(scores: Float32Array | null): Answer | null {
  if (!scores || scores.length === 0) return null;
  const score = Math.max(...scores);
  return { index: scores.indexOf(score), score };
}
