import { layerTester } from '../testing/layerTester.ts';
import { elu } from './elu.ts';

layerTester(elu, 'elu');
