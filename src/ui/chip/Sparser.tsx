import type { Estimate } from '../../core/cost/estimate.ts';
import type { CostEstimate } from '../../core/cost/estimateCost.ts';
import { SPARSER } from '../../project/views/chipCosts.ts';
import { Term } from '../design/index.ts';
import { ENERGY, quantityText, TIME } from './estimates.ts';
import './Sparser.css';

interface SparserProps {
  readonly cost: CostEstimate | null;
  readonly sparser: CostEstimate | null;
}

/** What another ten points of sparsity would bring. */
export function Sparser({ cost, sparser }: SparserProps) {
  if (!cost || !sparser) {
    return (
      <p className="sparser-note">What more silence would bring shows once events were counted.</p>
    );
  }
  const rows = [
    ['an inference', cost.milliseconds, sparser.milliseconds, TIME],
    ['dynamic energy', cost.microjoules, sparser.microjoules, ENERGY],
  ] as const;
  return (
    <section className="sparser" aria-label="With more silence">
      <p>
        With {SPARSER} points more <Term id="sparsity">sparsity</Term> in every layer:
      </p>
      <dl>
        {rows.map(
          ([name, now, then, units]) =>
            now &&
            then && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {quantityText(now.value, units)} &rarr;{' '}
                  <strong>{quantityText(then.value, units)}</strong>
                  <span className="sparser-less"> {lessText(now, then)}</span>
                </dd>
              </div>
            ),
        )}
      </dl>
      <p className="sparser-note">
        As many values fewer leave every layer, on the same law; a layer that has fewer left falls
        silent. How to get there: train with a term that makes spikes rarer.
      </p>
    </section>
  );
}

function lessText(now: Estimate, then: Estimate): string {
  const less = Math.round(100 * (1 - then.value / now.value));
  return less > 0 ? `${less} % less` : 'no less';
}
