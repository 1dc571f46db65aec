import { layerTester } from '../testing/layerTester.ts';
import {
  randomBrightness,
  randomContrast,
  randomFlip,
  randomHeight,
  randomRotation,
  randomTranslation,
  randomWidth,
  randomZoom,
} from './augmentations.ts';

layerTester(randomBrightness, 'randomBrightness');
layerTester(randomContrast, 'randomContrast');
layerTester(randomFlip, 'randomFlip');
layerTester(randomHeight, 'randomHeight');
layerTester(randomRotation, 'randomRotation');
layerTester(randomTranslation, 'randomTranslation');
layerTester(randomWidth, 'randomWidth');
layerTester(randomZoom, 'randomZoom');
