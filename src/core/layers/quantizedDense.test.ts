import { layerTester } from '../testing/layerTester.ts';
import { quantizedDense } from './quantizedDense.ts';

layerTester(quantizedDense, 'quantizedDense');
