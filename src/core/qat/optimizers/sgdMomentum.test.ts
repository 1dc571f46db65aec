import { optimizerTester } from '../../testing/optimizerTester.ts';
import { sgdMomentum } from './sgdMomentum.ts';

optimizerTester(sgdMomentum);
