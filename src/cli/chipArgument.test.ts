import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenDir } from '../core/testing/golden.ts';
import { chipAsked, hardwareAsked } from './chipArgument.ts';
import { runCli, workplace } from './testing/runCli.ts';

const SMALL = { processors: { CNP1: 1, FNP2: 0, FNP3: 1 } };
const NETWORK = `${goldenDir()}/mnist/mnist_qat_iq8_wq4_aq4.fbz`;

function codeOf(ask: () => unknown): string | undefined {
  try {
    ask();
  } catch (error) {
    return (error as { readonly diagnostics?: readonly { code: string }[] }).diagnostics?.[0]?.code;
  }
  return undefined;
}

describe('a chip on the command line', () => {
  it('is a name, a record, or a file of one', () => {
    const at = workplace();
    writeFileSync(at.path('own.json'), JSON.stringify(SMALL));
    expect(chipAsked('akd1500')).toBe('akd1500');
    expect(chipAsked(JSON.stringify(SMALL))).toEqual(SMALL);
    expect(chipAsked(at.path('own.json'))).toEqual(SMALL);
    expect(hardwareAsked('none')).toBe('none');
  });

  it.each([
    ['akd9000', 'map/unknown-chip'],
    ['none', 'map/unknown-chip'],
    ['{"processors"', 'map/bad-chip'],
    ['{"processors": {"CNP1": 0, "FNP2": 0, "FNP3": 0}}', 'map/bad-chip'],
    ['nowhere.json', 'cli/no-such-file'],
  ])('%s is refused as %s', (text, code) => {
    expect(codeOf(() => chipAsked(text))).toBe(code);
  });

  it('has its limits in check as in map', async () => {
    const at = workplace();
    writeFileSync(at.path('own.json'), JSON.stringify(SMALL));
    const checked = await runCli(['check', '-m', NETWORK, '--hardware', at.path('own.json')]);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('rule/hw-processors');
    const mapped = await runCli(['map', '-m', NETWORK, '--chip', at.path('own.json')]);
    expect(mapped.code).toBe(1);
    expect(mapped.out).toContain('rule/hw-processors');
  });
});
