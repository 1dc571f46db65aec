import { layerTester } from '../testing/layerTester.ts';
import { permute } from './permute.ts';

layerTester(permute, 'permute');
