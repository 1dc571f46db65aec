import { defineLayer, type AnyLayerDefinition } from './define.ts';
import { passForward, passShape } from './shapes.ts';

export const randomBrightness = defineAugmentation('RandomBrightness', 'Brightens pictures');
export const randomContrast = defineAugmentation('RandomContrast', 'Changes the contrast');
export const randomFlip = defineAugmentation('RandomFlip', 'Mirrors pictures');
export const randomHeight = defineAugmentation('RandomHeight', 'Stretches pictures in height');
export const randomRotation = defineAugmentation('RandomRotation', 'Turns pictures');
export const randomTranslation = defineAugmentation('RandomTranslation', 'Shifts pictures');
export const randomWidth = defineAugmentation('RandomWidth', 'Stretches pictures in width');
export const randomZoom = defineAugmentation('RandomZoom', 'Zooms pictures');

/** A layer that changes pictures by chance while training; their parameters stay as the file has them. */
function defineAugmentation(className: string, does: string): AnyLayerDefinition {
  const page = className.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase();
  return defineLayer({
    className,
    role: 'dropout',
    doc: `${does} by chance while training; does nothing at inference.`,
    source: `https://keras.io/api/layers/preprocessing_layers/image_augmentation/${page}/`,
    params: {},
    outputShape: passShape,
    forward: passForward,
  });
}
