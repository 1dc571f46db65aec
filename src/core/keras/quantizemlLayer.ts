import type { Json, JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';

/** What QuantizeML's classes are registered under in Keras. */
const PACKAGE = 'Custom>';

/**
 * A layer of QuantizeML under one name, whatever file it comes from: an .h5 says `Custom>QuantizedConv2D`, a .keras file
 * `QuantizedConv2D` and, apart, what it is registered as. The padding is the one that the layer really has: with a padding value
 * it is "same", and the file says "valid".
 * @source quantizeml 1.2 layers/convolution.py (Apache-2.0)
 */
export function quantizemlLayer(
  className: string,
  item: JsonObject,
  config: JsonObject,
): { readonly className: string; readonly config: JsonObject } {
  const registered = item['registered_name'];
  const name =
    typeof registered === 'string' && registered === `${PACKAGE}${className}`
      ? registered
      : className;
  if (!name.startsWith(PACKAGE) || !layerDefinition(name)) return { className, config };
  const padded = isGiven(config['padding_value']);
  return { className: name, config: padded ? { ...config, padding: 'same' } : config };
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
