import { targetTester } from '../testing/targetTester.ts';
import { akd1500 } from './akd1500.ts';

targetTester(akd1500);
