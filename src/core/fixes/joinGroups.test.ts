import { conv } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { joinGroups } from './joinGroups.ts';

fixTester(joinGroups, {
  applies: [
    {
      name: 'two groups',
      input: [8, 8, 4],
      layers: [conv('c', { groups: 2, filters: 6 })],
      layer: 'c',
      rule: 'neural-arguments',
      exact: true,
      becomes: ['Conv2D c'],
    },
  ],
  refuses: [{ name: 'one group', layers: [conv('c')], layer: 'c' }],
});
