import { layerTester } from '../testing/layerTester.ts';
import { maximum } from './maximum.ts';

layerTester(maximum, 'maximum');
