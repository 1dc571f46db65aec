import { layerTester } from '../testing/layerTester.ts';
import { leakyRelu } from './leakyRelu.ts';

layerTester(leakyRelu, 'leakyRelu');
