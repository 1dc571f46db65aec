import { withPlainNames, type Diagnostic } from '../errors/diagnostic.ts';
import type { HardwareTarget } from '../targets/define.ts';
import type { RuleContext } from './context.ts';
import type { Finding, Rule, RuleLevel } from './define.ts';
import type { HardwareLayer } from './hardware/hardwareLayers.ts';
import { hardwareRules } from './hardware/index.ts';
import { rules } from './index.ts';

/** A change that answers a violation; `fixes` performs it. */
export interface FixReference {
  /** Id of the fix. */
  readonly pass: string;
  /** Layer it is applied to. */
  readonly layer: string;
  /** True: the outputs stay the same. False: the function changes, fine-tune after it. */
  readonly exact: boolean;
}

/** A violation of a compatibility rule. */
export interface RuleDiagnostic extends Diagnostic {
  readonly level: RuleLevel;
  /** What it is about, where one rule speaks of several things: the class of a layer. Violations about the same are told together. */
  readonly subject?: string;
  readonly fix?: FixReference;
}

/** Runs one rule and puts its text around what it finds. */
export function diagnosticsOf(rule: Rule, context: RuleContext): readonly RuleDiagnostic[] {
  return rule.check(context).map((finding) => diagnosticFrom(rule, finding));
}

function diagnosticFrom(rule: Rule, finding: Finding): RuleDiagnostic {
  const {
    layer,
    message,
    title = rule.title,
    subject,
    expected,
    received,
    hint,
    severity,
  } = finding;
  return withPlainNames({
    code: `rule/${rule.id}`,
    level: rule.level,
    severity: severity ?? rule.severity,
    where: layer === undefined ? {} : { layer },
    title,
    message,
    ...(subject === undefined ? {} : { subject }),
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
    hint,
    source: rule.source,
  });
}

/** Holds layers against the limits of a chip. */
export function hardwareDiagnostics(
  layers: readonly HardwareLayer[],
  target: HardwareTarget,
): readonly RuleDiagnostic[] {
  return layers.flatMap((layer) =>
    hardwareRules.flatMap((rule) =>
      rule.check(layer, target).map((finding) => ({
        code: `rule/${rule.id}` as const,
        level: 'hardware' as const,
        severity: 'error' as const,
        where: { layer: layer.name },
        title: rule.title,
        ...finding,
      })),
    ),
  );
}

const [before, after] = [rules.filter(isBefore), rules.filter((rule) => !isBefore(rule))];

function isBefore({ afterConversion }: (typeof rules)[number]): boolean {
  return afterConversion !== true;
}

/** The violations that stand against conversion, found without converting: design and quantization, no chip, no fixes. */
export function checkBeforeConvert(context: RuleContext): readonly RuleDiagnostic[] {
  return before.flatMap((rule) => diagnosticsOf(rule, context));
}

/** The violations that only the integer model shows: steps too small, potentials too large. */
export function checkConverted(context: RuleContext): readonly RuleDiagnostic[] {
  return after.flatMap((rule) => diagnosticsOf(rule, context));
}
