import type { MeasuredShare } from '../../../core/tensor/wilson.ts';
import type { Verdict } from '../../../store/outcome/outcome.ts';

type Known = Extract<Verdict, { kind: 'known' }>;

/** A share as people read accuracy, without its unit: `95.2`. */
export function points(share: number): string {
  return (share * 100).toFixed(1);
}

/** What the spiking model lost against the float one: `63 points lost`, `0.5 points lost`. */
export function lostText(lost: number): string {
  const found = lost * 100;
  if (found < -0.05) return `${(-found).toFixed(1)} points gained`;
  if (found < 0.05) return 'nothing lost';
  return found >= 10 ? `${Math.round(found)} points lost` : `${found.toFixed(1)} points lost`;
}

/** The three figures that count, in one line: `Float 95.2 · Spiking 32.0`. */
export function figuresText({ float, quantized, spiking }: Known): string {
  const before = float ?? quantized;
  return [
    before && `${float ? 'Float' : 'Quantized'} ${points(before.share)}`,
    spiking && `Spiking ${points(spiking.share)}`,
  ]
    .filter(Boolean)
    .join(' \u00b7 ');
}

/** The range in which the share of all images lies. */
export function intervalText({ low, high }: MeasuredShare): string {
  return `${Math.floor(low * 100)} to ${Math.ceil(high * 100)} %`;
}

/** On how many of which images, and how sure that makes the figure: told with every figure. */
export function basisText({ images, judges, spiking, float, outcome, done }: Known): string {
  const measured = spiking ?? float;
  const count =
    done || images === outcome.of ? `${images} images` : `${images} of ${outcome.of} images so far`;
  const interval = measured ? `; ${intervalText(measured)} with 95 % confidence` : '';
  return `${count}: ${judges.name}${interval}`;
}

/** As short as under a stage's name: `32.0 %, 63 points lost`. */
export function shortText({ spiking, float, lost, finding }: Known): string {
  const share = (spiking ?? float)?.share ?? 0;
  if (finding === 'float') return `${points(share)} % in float`;
  return `${points(share)} %${lost === null ? '' : `, ${lostText(lost)}`}`;
}

/** What a finding means, in a sentence. */
export const findingText: Readonly<Record<Known['finding'], string>> = {
  float: 'In float. Choose bits to see what is left of it.',
  kept: 'The network does what the model was trained for.',
  lost: 'So much is lost to rounding. Training on with rounding wins accuracy back.',
  guessing:
    'No better than guessing: these bits, the input scaling or the images do not fit the model.',
};
