import { targetTester } from '../testing/targetTester.ts';
import { akd1000 } from './akd1000.ts';

// Its numbers are held against the virtual AKD1000 in rules/deviceVerdicts.test.ts.
targetTester(akd1000);
