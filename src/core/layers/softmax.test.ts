import { layerTester } from '../testing/layerTester.ts';
import { softmax } from './softmax.ts';

layerTester(softmax, 'softmax');
