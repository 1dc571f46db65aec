/**
 * A class name as Keras 3 spells it in the paths of a .keras file: `SeparableConv2D` -> `separable_conv2d`.
 * @source keras/src/utils/naming.py to_snake_case (Keras 3.15, Apache-2.0)
 */
export function snakeCase(className: string): string {
  // A registered class of a package of its own is named "package>Class".
  return className
    .slice(className.lastIndexOf('>') + 1)
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
