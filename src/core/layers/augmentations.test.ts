import { layerTester } from '../testing/layerTester.ts';
import {
  augMix,
  cutMix,
  equalization,
  mixUp,
  randAugment,
  randomBrightness,
  randomColorDegeneration,
  randomColorJitter,
  randomContrast,
  randomElasticTransform,
  randomErasing,
  randomFlip,
  randomGaussianBlur,
  randomGrayscale,
  randomHeight,
  randomHue,
  randomInvert,
  randomPerspective,
  randomPosterization,
  randomRotation,
  randomSaturation,
  randomSharpness,
  randomShear,
  randomTranslation,
  randomWidth,
  randomZoom,
  solarization,
} from './augmentations.ts';

layerTester(augMix, 'augMix');
layerTester(cutMix, 'cutMix');
layerTester(equalization, 'equalization');
layerTester(mixUp, 'mixUp');
layerTester(randAugment, 'randAugment');
layerTester(randomBrightness, 'randomBrightness');
layerTester(randomColorDegeneration, 'randomColorDegeneration');
layerTester(randomColorJitter, 'randomColorJitter');
layerTester(randomContrast, 'randomContrast');
layerTester(randomElasticTransform, 'randomElasticTransform');
layerTester(randomErasing, 'randomErasing');
layerTester(randomFlip, 'randomFlip');
layerTester(randomGaussianBlur, 'randomGaussianBlur');
layerTester(randomGrayscale, 'randomGrayscale');
layerTester(randomHeight, 'randomHeight');
layerTester(randomHue, 'randomHue');
layerTester(randomInvert, 'randomInvert');
layerTester(randomPerspective, 'randomPerspective');
layerTester(randomPosterization, 'randomPosterization');
layerTester(randomRotation, 'randomRotation');
layerTester(randomSaturation, 'randomSaturation');
layerTester(randomSharpness, 'randomSharpness');
layerTester(randomShear, 'randomShear');
layerTester(randomTranslation, 'randomTranslation');
layerTester(randomWidth, 'randomWidth');
layerTester(randomZoom, 'randomZoom');
layerTester(solarization, 'solarization');
