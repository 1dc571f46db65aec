import { layerTester } from '../testing/layerTester.ts';
import { alphaDropout } from './alphaDropout.ts';

layerTester(alphaDropout, 'alphaDropout');
