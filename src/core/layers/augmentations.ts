import { defineLayer, type AnyLayerDefinition } from './define.ts';
import { passForward, passShape } from './shapes.ts';

export const augMix = defineAugmentation('AugMix', 'Mixes chains of changes');
export const cutMix = defineAugmentation('CutMix', 'Pastes pieces of other pictures');
export const equalization = defineAugmentation('Equalization', 'Equalizes the histogram');
export const mixUp = defineAugmentation('MixUp', 'Mixes pictures with others');
export const randAugment = defineAugmentation('RandAugment', 'Changes pictures in several ways');
export const randomBrightness = defineAugmentation('RandomBrightness', 'Brightens pictures');
export const randomColorDegeneration = defineAugmentation(
  'RandomColorDegeneration',
  'Takes colour out of pictures',
);
export const randomColorJitter = defineAugmentation(
  'RandomColorJitter',
  'Changes brightness, contrast, saturation and hue',
);
export const randomContrast = defineAugmentation('RandomContrast', 'Changes the contrast');
export const randomElasticTransform = defineAugmentation(
  'RandomElasticTransform',
  'Bends pictures',
);
export const randomErasing = defineAugmentation('RandomErasing', 'Erases a rectangle');
export const randomFlip = defineAugmentation('RandomFlip', 'Mirrors pictures');
export const randomGaussianBlur = defineAugmentation('RandomGaussianBlur', 'Blurs pictures');
export const randomGrayscale = defineAugmentation('RandomGrayscale', 'Makes pictures grey');
export const randomHeight = defineAugmentation('RandomHeight', 'Stretches pictures in height');
export const randomHue = defineAugmentation('RandomHue', 'Changes the hue');
export const randomInvert = defineAugmentation('RandomInvert', 'Inverts the colours');
export const randomPerspective = defineAugmentation('RandomPerspective', 'Changes the perspective');
export const randomPosterization = defineAugmentation(
  'RandomPosterization',
  'Takes bits from the colours',
);
export const randomRotation = defineAugmentation('RandomRotation', 'Turns pictures');
export const randomSaturation = defineAugmentation('RandomSaturation', 'Changes the saturation');
export const randomSharpness = defineAugmentation('RandomSharpness', 'Sharpens or blurs pictures');
export const randomShear = defineAugmentation('RandomShear', 'Shears pictures');
export const randomTranslation = defineAugmentation('RandomTranslation', 'Shifts pictures');
export const randomWidth = defineAugmentation('RandomWidth', 'Stretches pictures in width');
export const randomZoom = defineAugmentation('RandomZoom', 'Zooms pictures');
export const solarization = defineAugmentation('Solarization', 'Inverts bright pixels');

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
