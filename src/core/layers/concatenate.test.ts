import { layerTester } from '../testing/layerTester.ts';
import { concatenate } from './concatenate.ts';

layerTester(concatenate, 'concatenate');
