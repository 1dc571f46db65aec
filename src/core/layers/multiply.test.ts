import { layerTester } from '../testing/layerTester.ts';
import { multiply } from './multiply.ts';

layerTester(multiply, 'multiply');
