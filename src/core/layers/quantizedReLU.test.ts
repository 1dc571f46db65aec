import { layerTester } from '../testing/layerTester.ts';
import { quantizedReLU } from './quantizedReLU.ts';

layerTester(quantizedReLU, 'quantizedReLU');
