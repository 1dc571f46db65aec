import { optimizerTester } from '../../testing/optimizerTester.ts';
import { adam } from './adam.ts';

optimizerTester(adam);
