import { layerTester } from '../testing/layerTester.ts';
import { flatten } from './flatten.ts';

layerTester(flatten, 'flatten');
