import { layerTester } from '../testing/layerTester.ts';
import { prelu } from './prelu.ts';

layerTester(prelu, 'prelu');
