import { countEvents } from './countOperations.ts';
import type { Engine } from './engine.ts';
import type { LayerPlan } from './layerPlan.ts';
import { runReferenceLayer } from './referenceLayer.ts';

/** The engine of plain loops: slow, and small enough to be checked by reading. */
export function createReferenceEngine(plans: readonly LayerPlan[]): Engine {
  return {
    run(image, visit) {
      let input: ArrayLike<number> = image;
      plans.forEach((plan, index) => {
        const count = countEvents(input, plan.geometry.input[2], plan.coverage);
        const { output, potentials, pointwiseEvents } = runReferenceLayer(plan, input);
        visit(index, {
          ...count,
          pointwiseEvents,
          zeros: output.reduce((zeros, value) => zeros + (value === 0 ? 1 : 0), 0),
          output: () => output,
          potentials: () => potentials,
        });
        input = output;
      });
    },
  };
}
