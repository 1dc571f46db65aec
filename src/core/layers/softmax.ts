import { softmaxAlong } from '../kernels/normalizeExponentials.ts';
import { defineLayer } from './define.ts';
import { intOrList, ParamError } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const softmax = defineLayer({
  className: 'Softmax',
  role: 'activation',
  doc: 'Turns scores into shares that sum to one.',
  source: 'https://keras.io/api/layers/activation_layers/softmax/',
  params: { axis: intOrList('axis', 'Axis that sums to one.', [-1]) },
  outputShape: passShape,
  forward: ({ config, inputs }) => {
    const [axis = -1, ...more] = config.axis;
    if (more.length > 0) throw new ParamError('one softmax axis', config.axis);
    return softmaxAlong(onlyInput(inputs), axis);
  },
});
