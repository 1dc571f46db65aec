import { layerTester } from '../testing/layerTester.ts';
import { add } from './add.ts';

layerTester(add, 'add');
