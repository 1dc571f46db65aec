import { layerTester } from '../testing/layerTester.ts';
import { add, average, maximum, minimum, multiply, subtract } from './merging.ts';

layerTester(add, 'add');
layerTester(average, 'average');
layerTester(maximum, 'maximum');
layerTester(minimum, 'minimum');
layerTester(multiply, 'multiply');
layerTester(subtract, 'subtract');
