/** True for a file of Keras 1: by its version, or in files without one by the words of its configuration. */
export function isKeras1(version: string | undefined, config: string): boolean {
  if (version !== undefined) return version.startsWith('1.');
  return /"(nb_filter|border_mode|output_dim)":/.test(config) && !config.includes('"kernel_size":');
}
