import type { AnyLayerDefinition } from '../../../src/core/layers/define.ts';

/** The file of Keras' results for a layer type, by class name. Filled as the test files are imported. */
export const layerFixtures = new Map<string, string>();

/** Stands in for the tester of the same name: keeps which fixture belongs to the layer. */
export function layerTester(definition: AnyLayerDefinition, fixture: string): void {
  layerFixtures.set(definition.className, fixture);
}
