import { layerTester } from '../testing/layerTester.ts';
import { dropout } from './dropout.ts';

layerTester(dropout, 'dropout');
