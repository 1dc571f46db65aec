/** What the toolkit's and the device's messages mean in our rules, first match wins. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/only one input layer/, 'single-input'],
  [/only one output layer/, 'single-output'],
  [/Input shape of model must be|int\(\) argument must be/, 'input-rank'],
  [/Unsupported data format/, 'channels-last'],
  [/one inbound|more than one sequential branch/, 'serial-graph'],
  [/of type BatchNormalization is not supported/, 'batchnorm-before-activation'],
  [/Layer \S+ of type \S+ is not supported/, 'supported-layer'],
  [/With input_is_image=True/, 'image-input'],
  [/Rescaling layer must be the first/, 'rescaling-first'],
  [/activation layer is required between/, 'activation-between'],
  [/neural layer is required between/, 'single-activation'],
  [/Activation layers other than ReLU/, 'relu-only'],
  [/unsupported type ReLU/, 'quantization-missing'],
  [/unsupported type Rescaling/, 'input-scaling'],
  [/Argument 'activation'/, 'inline-activation'],
  [/Argument '(dilation_rate|groups|depth_multiplier)'/, 'neural-arguments'],
  [/must be applied on the last axis|weight shape .* is not compatible/, 'batchnorm-axis'],
  [/(negative|null) gammas/, 'batchnorm-gamma'],
  [/uses a quantizer per axis/, 'separable-bits'],
  [/must have the same padding/, 'pool-padding'],
  [/Pooling layer .* (must be placed after|cannot be the first)/, 'pool-after-conv'],
  [/strictly positive and odd|Strides > kernel size/, 'conv-kernel'],
  [/pool_stride cannot be higher/, 'pool-stride'],
  [/Dense layer .* must have an input shape/, 'dense-input'],
  [/Flatten layer is only supported/, 'flatten-before-dense'],
  [/Reshape layer .* can only be used/, 'reshape-vector'],
  [/Weight bitwidth must be/, 'weight-bits'],
  [/Activation bitwidth must be/, 'activation-bits'],
  [/input_scaling|'input_scaling' argument/, 'input-scaling'],
  [/Unsupported act_step/, 'act-step-range'],
  [/unsupported type|was expected to be|must be QuantizedConv2D/, 'quantization-missing'],
  [/num_neurons should be set|maximum number of filters/, 'hw-filters'],
  [/Filter size is too big/, 'hw-filter-memory'],
  [/[Kk]ernel size (should|must)|Kernel width and height must be equal/, 'hw-kernel-size'],
  [/with max pooling, output second dimension/, 'hw-pool-rows'],
  [/dimension size cannot be|maximum input (width|height)/, 'hw-input-size'],
  [/maximum input channel/, 'hw-channels'],
  [/stride_[xy] should|Convolution stride|vertical strides must be equal/, 'hw-stride'],
  [/Only padding same/, 'hw-padding'],
  [/max pooling must be followed/, 'hw-pool-next'],
  [/max pooling cannot be the last/, 'hw-pool-last'],
  [/At least 3 rows|at least 3 rows/, 'hw-gap-rows'],
  [/With average pooling, input width/, 'hw-gap-width'],
  [
    /pool_type cannot be|pooling_[xy] should|[Pp]ool(ing)? (size|stride|width)|pool_size and pool_stride/,
    'hw-pool',
  ],
  [/act_step should be between/, 'hw-act-step'],
  [/cannot fit in a \d+ bits/, 'hw-threshold'],
  [/weights bitwidth must be|Weight bits should be/, 'hw-weight-bits'],
  [/cannot be zeroes/, 'hw-zero-weights'],
  [/activations are enabled/, 'hw-first-activation'],
  [/too large to fit in a FNP/, 'hw-dense-inputs'],
  [/not enough NPs available|Not enough hardware components/, 'hw-processors'],
];

/**
 * Our rule for a message of the toolkit or the device, and the layers it names.
 * @throws Error for a message we know no rule for
 */
export function vendorRules(
  message: string,
  names: readonly string[],
): { readonly rule: string; readonly layers: readonly string[] } {
  const rule = MESSAGES.find(([pattern]) => pattern.test(message))?.[1];
  if (rule === undefined) throw new Error(`No rule for the message: ${message}`);
  const words = new Set(message.split(/[^\w]+/));
  return { rule: `rule/${rule}`, layers: names.filter((name) => words.has(name)) };
}
