import { layerTester } from '../testing/layerTester.ts';
import { gaussianNoise } from './gaussianNoise.ts';

layerTester(gaussianNoise, 'gaussianNoise');
