import { forwardCases, fromDisk, testOnBackends } from '../testing/backends/testOnBackends.ts';
import { forwardChecks } from '../testing/backends/forwardChecks.ts';
import { trainStepChecks } from '../testing/backends/trainStepChecks.ts';

testOnBackends(['wasm', 'cpu'], (backend) => {
  const cases = forwardCases();
  return [
    ...trainStepChecks(fromDisk),
    // The plain backend is slow: one model shows that it computes the same.
    ...forwardChecks(fromDisk, backend === 'wasm' ? cases : cases.slice(0, 1)),
  ];
});
