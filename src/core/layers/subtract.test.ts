import { layerTester } from '../testing/layerTester.ts';
import { subtract } from './subtract.ts';

layerTester(subtract, 'subtract');
