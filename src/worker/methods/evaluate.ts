import type { AkidaModel } from '../../core/akida/model.ts';
import { evaluateModel, scoreOutputs } from '../../core/forward/evaluateModel.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { activityOf } from '../../project/runs/layerActivity.ts';
import { modelTrio } from '../../project/modelTrio.ts';
import { preparedSimulator } from '../../project/preparedSimulator.ts';
import { defineMethod } from './define.ts';

/**
 * Runs labelled images through the three models: accuracy, confusion, and what the layers of the spiking one did.
 * @throws StudioError studio/not-converted, forward/labels; forward/* and simulate/* of the runs
 */
export const evaluate = defineMethod(
  'evaluate',
  async ({ plan, images, labels, withFloat = true }, { document, signal, progress }) => {
    const { quantized, spiking, inputScaling, ...trio } = modelTrio(document(), plan, 'Evaluate');
    const float = withFloat ? trio.float : null;
    const parts = [spiking, quantized, float].filter((part) => part !== null).length;
    let part = 0;
    const { layers, evaluation } = await runSpiking(spiking);
    return {
      samples: labels.length,
      layers,
      spiking: evaluation,
      quantized: quantized && (await runKeras('Quantized', quantized)),
      float: float && (await runKeras('Float', float)),
    };

    function report(name: string, images: number) {
      const from = part++ / parts;
      return (done: number, total: number) => {
        const image = Math.round((done / total) * images);
        const fraction = from + done / total / parts;
        progress({ step: `${name} model: image ${image} of ${images}`, fraction });
      };
    }

    async function runSpiking(model: AkidaModel) {
      const simulator = await preparedSimulator(model);
      const onProgress = report('Spiking', labels.length);
      const result = await simulator.run(images, { signal, onProgress });
      const activity = result.layers.map((layer) => activityOf(layer, model));
      const outputs = result.predict ?? result.forward;
      return { layers: activity, evaluation: scoreOutputs(outputs, labels) };
    }

    function runKeras(name: string, graph: ModelGraph) {
      const onProgress = report(name, labels.length);
      return evaluateModel(
        { kind: 'keras', graph },
        { images, labels },
        { inputScaling, signal, onProgress },
      );
    }
  },
);
