import type { Diagnostic, Where } from '../core/errors/diagnostic.ts';

/**
 * A diagnostic as people read it in a terminal.
 * @example
 *     error[rule/weight-bits]  Weight bitwidth not supported
 *       at   layer "conv2" in kws.keras
 *       why  The weights of this layer have a bitwidth that ...
 *       got  8; expected 1, 2 or 4            source: ...
 *       fix  Set weightBits to 4 for "conv2".
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { severity, code, title, where, message, hint } = diagnostic;
  const lines: [string, string][] = [
    ['at ', formatWhere(where)],
    ['why', message],
    ['got', formatFound(diagnostic)],
    ['fix', hint],
  ];
  return [
    `${severity}[${code}]  ${title}`,
    ...lines.filter(([, text]) => text !== '').map(([label, text]) => `  ${label}  ${text}`),
    '',
  ].join('\n');
}

function formatWhere({ file, layer, path, byteOffset }: Where): string {
  const place = [
    ...(layer === undefined ? [] : [`layer "${layer}"`]),
    ...(path === undefined ? [] : [path]),
    ...(byteOffset === undefined ? [] : [`byte ${byteOffset}`]),
  ].join(', ');
  if (file === undefined) return place;
  return place === '' ? file : `${place} in ${file}`;
}

function formatFound({ received, expected, source }: Diagnostic): string {
  const found = [
    ...(received === undefined ? [] : [received]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
  ].join('; ');
  if (source === undefined) return found;
  return found === '' ? `source: ${source}` : `${found}            source: ${source}`;
}
