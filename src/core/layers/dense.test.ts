import { layerTester } from '../testing/layerTester.ts';
import { dense } from './dense.ts';

layerTester(dense, 'dense');
