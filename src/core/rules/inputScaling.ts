import { scalingOfRescaling } from '../analysis/inputScaling.ts';
import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';
import type { LayerNode } from '../ir/graph.ts';
import type { RuleContext } from './context.ts';
import { defineRule, type Finding } from './define.ts';

/**
 * The chip takes whole numbers, pixels from 0 to 255; a model is mostly trained on another range, such as 0 to 1.
 * Scale and shift say how the two relate, and conversion takes both into the numbers of the first layer. A wrong
 * scaling is no error that can be seen: the network runs and answers badly.
 */
export const inputScaling = defineRule({
  id: 'input-scaling',
  level: 'quantization',
  severity: 'error',
  title: 'Input scaling cannot be converted',
  source: 'docs/reference/compatibility.md#input-scaling; cnn2snn 2.3.6 converter.py',
  doc: 'akida_input = scale * keras_input + shift, given by a Rescaling layer or by the user, not both; scale above zero, shift a whole number, and none with sparse inputs.',
  check: (context) => {
    const layer = firstRescaling(context);
    const explicit = context.input.inputScaling;
    const name =
      layer?.name ?? context.segments[0]?.layers[0]?.name ?? context.graph.layers[0]?.name;
    const own = layer && scalingOfRescaling(layer);
    if (own === 'per-channel') return [perChannel(name)];
    const findings: Finding[] = [];
    if (own && explicit) findings.push(twice(name, explicit));
    if (own && !context.input.inputIsImage) findings.push(rescaledEvents(name));
    const scaling = own ?? explicit;
    if (scaling) findings.push(...problemsOf(name, scaling, context.input.inputIsImage));
    return findings;
  },
});

function firstRescaling({ segments }: RuleContext): LayerNode | undefined {
  const first = segments.find((segment) => segment.startsAtInput)?.ordered[0];
  return isLayer(first, rescaling) ? first : undefined;
}

function problemsOf(
  layer: string | undefined,
  [scale, shift]: readonly [number, number],
  isImage: boolean,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (!(scale > 0) || !Number.isFinite(scale)) {
    findings.push({
      layer,
      message:
        'The input scale says how many integer steps one real input unit has; it must be above zero.',
      expected: 'a finite scale above 0',
      received: `scale ${scale}`,
      hint: 'Give 255 for images in 0..1, 128 for images in -1..1, 1 for raw pixels.',
    });
  }
  if (!isImage && shift !== 0) {
    findings.push({
      layer,
      message: 'Sparse inputs of 0..15 cannot be shifted.',
      expected: 'shift 0',
      received: `shift ${shift}`,
      hint: 'Use a shift of 0, or image input.',
    });
  } else if (!Number.isInteger(shift)) {
    findings.push({
      layer,
      severity: 'warning',
      message: `The input shift is no whole number, so padded cells hold ${Math.trunc(shift)} instead: the borders of the image differ a little.`,
      expected: 'a whole shift',
      received: `shift ${shift}`,
      hint: 'Train with inputs (x - 128) / 128, or any other whole shift, for equal results.',
    });
  }
  return findings;
}

function twice(layer: string | undefined, [scale, shift]: readonly [number, number]): Finding {
  return {
    layer,
    message: 'The model has a Rescaling layer, and an input scaling is given as well.',
    expected: 'one of the two',
    received: `a Rescaling layer and (${scale}, ${shift})`,
    hint: 'Leave the scaling out: the Rescaling layer says it.',
  };
}

function perChannel(layer: string | undefined): Finding {
  return {
    layer,
    message: 'The Rescaling layer has a scale per channel; the chip has one for the whole input.',
    expected: 'one scale and one offset',
    received: 'a list',
    hint: 'Train with one scale for all channels.',
  };
}

function rescaledEvents(layer: string | undefined): Finding {
  return {
    layer,
    message: 'With sparse inputs a Rescaling layer cannot be converted.',
    expected: 'no Rescaling layer',
    received: 'Rescaling before event inputs',
    hint: 'Remove the layer and give its scaling as input scaling (1 / scale, 0) instead.',
  };
}
