import { weightQuantizer } from '../quantizers/index.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedSeparableConv2d } from '../layers/quantizedSeparableConv2d.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { defineRule, type Finding } from './define.ts';
import { isQuantizedNeural } from '../layers/layerGroups.ts';
import type { Segment } from '../analysis/segment.ts';

export const separableBits = defineRule({
  id: 'separable-bits',
  level: 'quantization',
  severity: 'error',
  title: 'Quantizers do not fit their layer',
  source:
    'docs/reference/compatibility.md#separable-bits; cnn2snn 2.3.6 model_generator.py, transforms/batch_normalization.py',
  doc: 'The two kernels of a separable layer have one bitwidth, the depthwise one a scale for the whole tensor; BatchNormalization folds into kernels with a scale per channel only.',
  check: ({ graph, segments }) => [
    ...unequalBits(graph),
    ...perAxisDepthwise(graph),
    ...perTensorFolds(segments),
  ],
});

function unequalBits(graph: ModelGraph): readonly Finding[] {
  return graph.layers.flatMap((node) => {
    if (!isLayer(node, quantizedSeparableConv2d)) return [];
    const { quantizer, quantizerDw } = node.config;
    if (quantizer.bits === quantizerDw.bits) return [];
    return {
      layer: node.name,
      message: `The two kernels of "${node.name}" have different bitwidths.`,
      expected: 'one bitwidth for both kernels',
      received: `depthwise ${quantizerDw.bits} bits, pointwise ${quantizer.bits} bits`,
      hint: `Quantize "${node.name}" again with one bitwidth.`,
    };
  });
}

/** On a kernel (kx, ky, C, 1) the last axis has one entry, so 'per axis' comes out as one scale: the toolkit takes it. */
function perAxisDepthwise(graph: ModelGraph): readonly Finding[] {
  return graph.layers.flatMap((node) => {
    if (!isLayer(node, quantizedSeparableConv2d)) return [];
    const { className } = node.config.quantizerDw;
    if (weightQuantizer(className)?.perAxis !== true) return [];
    return {
      layer: node.name,
      severity: 'info' as const,
      message: `The depthwise quantizer of "${node.name}" is per axis; on a depthwise kernel that is one scale for the tensor.`,
      expected: 'a quantizer per tensor',
      received: className,
      hint: 'Nothing has to change; name a per-tensor quantizer to say what happens.',
    };
  });
}

function perTensorFolds(segments: readonly Segment[]): readonly Finding[] {
  return segments.flatMap(({ folds }) =>
    [...folds].flatMap(([norm, neural]) => {
      if (!isQuantizedNeural(neural)) return [];
      const { className } = neural.config.quantizer;
      if (weightQuantizer(className)?.perAxis !== false) return [];
      return {
        layer: norm,
        message: `BatchNormalization "${norm}" would fold into "${neural.name}", whose quantizer has one scale for all channels.`,
        expected: 'a quantizer with a scale per channel',
        received: className,
        hint: `Fold the BatchNormalization before quantizing, or quantize "${neural.name}" per axis.`,
      };
    }),
  );
}
