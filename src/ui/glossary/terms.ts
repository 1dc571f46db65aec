/** The field's terms, each explained once. `Term` shows them; a new term is one line here. */
export const terms = {
  spike:
    'The output of a neuron: 0, or a small whole number when its potential passes the threshold.',
  potential: 'The weighted sum a neuron has gathered from the spikes it received: a whole number.',
  threshold: 'The potential a neuron must pass before it spikes.',
  step: 'How much more potential raises the spike by one level.',
  sparsity:
    'The share of zeros in the output of a layer. The chip skips zeros, so more is faster and cheaper.',
  event:
    'One spike that travels to the next layer. Work on the chip grows with the number of events.',
  'sparsity term':
    'What a training adds to its loss for everything that fires, so that it learns to do with fewer events: the chip becomes faster and takes less energy, accuracy may fall a little. Hoyer-square makes few neurons fire, L1 makes activations small.',
  'idle neuron':
    'A neuron that is 0 for every possible input, or that the next layer has only zero weights for, or that always fires the same: the outputs do not depend on it.',
  operation:
    'One event met by one weight. A dense network does one for every input and weight, zero or not.',
  quantization:
    'Rounding weights and activations to a few bits, so that all arithmetic is on whole numbers.',
  bits: 'How finely a number is rounded: b bits give 2^b levels. Written as input weights / weights / activations.',
  quantizer: 'The rule that turns float weights into whole numbers and one scale factor.',
  'scale factor': 'The number a float weight is multiplied by before it is rounded.',
  'quantization-aware training':
    'Training on while rounding, so that the model learns to live with few bits. Also called fine-tuning or QAT.',
  'chip-exact training':
    'The forward pass of the training is the converted network itself: whole weights, rounded thresholds, the head as predict gives it. What was trained is what the chip runs.',
  'progressive recipe':
    'Training at many bits first, then at fewer and fewer, each step from the weights of the one before. It reaches bits that one step cannot.',
  epoch: 'One pass over all training images.',
  distillation:
    'The training also learns from what another model thinks of all classes, not from the right class alone: the float model, or the original one where a fix changed what the model computes.',
  calibration:
    'Adjusting a quantized model to a few images without training it: no labels, no gradients.',
  'activation levels':
    'The values that an activation of few bits can take. Fitted: its range is lowered to where they follow the unrounded activation most closely.',
  'straight-through estimator':
    'The trick that lets training pass through rounding: its slope is taken to be 1.',
  'batch normalization':
    'A layer that shifts and scales each channel. Conversion folds it into the layer before it.',
  'input scaling':
    'How pixels relate to the values the Keras model was trained on: pixel = scale x value + shift.',
  'points lost':
    'Percentage points of accuracy between the float and the spiking model, on the same images.',
  sqnr: 'Signal to quantization noise: how much larger the values are than what rounding changed, in decibels. 6 dB more is half the error.',
  block:
    'A neural layer with the pooling, normalization and activation that become one layer on the chip.',
  head: 'The last layer: it gives potentials, not spikes; the highest one is the answer.',
  fbz: 'The file that the Akida runtime loads: a converted network.',
  'packed size':
    'What weights take at their bits, with 4 bytes for every threshold and step. The .fbz is larger: it gives a weight a byte, whatever its bits.',
  hardware: 'Which chip the model should fit. The limits of the layers differ between chips.',
} as const;

export type TermId = keyof typeof terms;
