import { checkModel } from './checkModel.ts';
import { fixesFor } from '../fixes/index.ts';
import type { ModelGraph } from '../ir/graph.ts';
export function walk(graph: ModelGraph): string[] {
  const lines: string[] = [];
  let g = graph;
  const told = new Set<string>();
  let explained = '';
  for (let i = 0; i < 200; i++) {
    const errs = checkModel(g).filter((d) => d.severity === 'error');
    const fresh = errs.filter((e) => !told.has(e.where.layer ?? ''));
    if (i > 0) for (const e of fresh) if (!explained.includes(`"${e.where.layer}"`)) lines.push(`  NEW ${e.code} ${e.where.layer}: ${e.message}`);
    if (i === 0) lines.push('first: ' + errs.map((e) => `${e.code.slice(5)}@${e.where.layer}${e.fix ? '' : '(nofix)'}`).join(' '));
    errs.forEach((e) => told.add(e.where.layer ?? ''));
    const next = errs.find((e) => e.fix);
    if (!next) { lines.push('left: ' + errs.map((e) => `${e.code} ${e.where.layer}`).join(', ')); break; }
    const [f] = fixesFor(g, next);
    if (!f) break;
    lines.push(`${f.pass} ${f.layer} ${f.exact ? '=' : '~'}`);
    explained = f.describe;
    g = f.apply();
  }
  return lines;
}
