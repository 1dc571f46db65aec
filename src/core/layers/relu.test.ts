import { layerTester } from '../testing/layerTester.ts';
import { relu } from './relu.ts';

layerTester(relu, 'relu');
