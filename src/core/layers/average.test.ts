import { layerTester } from '../testing/layerTester.ts';
import { average } from './average.ts';

layerTester(average, 'average');
