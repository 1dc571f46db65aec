import { conv, relu } from '../testing/layerSpecs.ts';
import { fixTester, type AppliedCase } from '../testing/fixTester.ts';
import { dropSameSize } from './dropSameSize.ts';

const same = (className: string): AppliedCase => ({
  name: `${className} to the size that is there`,
  layers: [[className, { name: 's', height: 8, width: 8 }], conv('c'), relu('r')],
  layer: 's',
  rule: 'supported-layer',
  exact: true,
  becomes: ['Conv2D c', 'ReLU r'],
});

fixTester(dropSameSize, {
  applies: [same('Resizing'), same('CenterCrop'), same('RandomCrop')],
  refuses: [
    {
      name: 'another size',
      layers: [['Resizing', { name: 's', height: 8, width: 9 }], conv('c')],
      layer: 's',
    },
    { name: 'another layer', layers: [conv('c')], layer: 'c' },
  ],
});
