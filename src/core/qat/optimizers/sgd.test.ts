import { optimizerTester } from '../../testing/optimizerTester.ts';
import { sgd } from './sgd.ts';

optimizerTester(sgd);
