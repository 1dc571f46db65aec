/**
 * Share of silent neurons over all layers that spike, each neuron counted once. A head gives potentials, not spikes: it
 * is left out.
 * @param layers  zeros as a share of the layer, with its number of neurons
 */
export function silentShare(
  layers: readonly { readonly sparsity: number; readonly neurons: number }[],
): number | null {
  const neurons = layers.reduce((sum, layer) => sum + layer.neurons, 0);
  if (neurons === 0) return null;
  return layers.reduce((sum, layer) => sum + layer.sparsity * layer.neurons, 0) / neurons;
}
