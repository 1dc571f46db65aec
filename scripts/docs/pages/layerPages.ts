import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../src/core/ir/json.ts';
import {
  parseConfig,
  type AnyLayerDefinition,
  type LayerRole,
} from '../../../src/core/layers/define.ts';
import { layerDefinitions } from '../../../src/core/layers/index.ts';
import { ParamError, type ParamTable } from '../../../src/core/layers/params.ts';
import { fixes } from '../../../src/core/fixes/index.ts';
import { SUPPORTED } from '../../../src/core/layers/layerGroups.ts';
import { formatShape, type Shape } from '../../../src/core/tensor/tensor.ts';
import { pythonText } from '../examples/graphText.ts';
import { fixExamples } from '../examples/fixExamples.ts';
import { ruleExamples } from '../examples/ruleExamples.ts';
import { code, page, prose, section, sourceLinks, table, type Page } from '../markdown.ts';
import { layerFixtures } from '../recorders/index.ts';
import { declarationsIn, ROOT } from '../sources/declarations.ts';
import { documentedRules } from './rulePages.ts';

const declarations = declarationsIn(
  'src/core/layers',
  ['defineLayer', 'defineMerge', 'defineDropout'],
  'className',
);

/** What conversion makes of a layer, by its role. */
const roleTexts: Readonly<Record<LayerRole, string>> = {
  input: 'The input of the model: it gives the chip the size of the image or vector.',
  rescaling: 'It becomes the input scaling of the first layer: no layer of its own on the chip.',
  neural:
    'It starts a block: with its pooling, normalization and activation it becomes one layer on the chip.',
  activation:
    'It turns the potentials of its block into spikes: thresholds and steps of that layer on the chip.',
  batchNorm:
    'It folds into the weights and thresholds of the neural layer before it: no layer of its own on the chip.',
  pool: 'It becomes part of the layer of its block on the chip.',
  reshape:
    'It disappears where the order of the values stays the same: the chip has no layer for it.',
  dropout: 'Conversion leaves it out: it does nothing at inference.',
  merge:
    'It joins branches. An Akida 1.0 network is one chain of layers, so a model with it does not convert.',
  other: 'Conversion has no place for it on the chip.',
};

const UNSUPPORTED =
  'It does not convert as it stands: the studio reads, runs and shows it, and says what to do about it.';

/** The kinds of layer on the chip that a neural layer becomes. */
const chipKinds: Readonly<Record<string, string>> = {
  Conv2D: '`Convolutional`, or `InputConvolutional` on the pixels of an image.',
  SeparableConv2D: '`SeparableConvolutional`.',
  Dense: '`FullyConnected`.',
};

/** The index of the layers and a page for each. */
export function layerPages(): readonly Page[] {
  return [
    indexPage(),
    ...layerDefinitions.flatMap((layer) => [layerPage(layer), ...aliasPages(layer)]),
  ];
}

/** A file may spell a layer in other ways; whoever looks for that spelling finds the layer. */
function aliasPages({ className, aliases = [], doc }: AnyLayerDefinition): readonly Page[] {
  return aliases.map((alias) =>
    page(
      `layers/${alias}.md`,
      alias,
      `Another spelling of [${className}](./${className}.md) in a file.`,
      prose(doc),
    ),
  );
}

function converts(definition: AnyLayerDefinition): boolean {
  return SUPPORTED.includes(definition);
}

function roleText(definition: AnyLayerDefinition): string {
  const kind = chipKinds[definition.className.replace('Quantized', '')];
  if (definition.role === 'merge' || definition.role === 'other') return roleTexts[definition.role];
  if (!converts(definition)) return UNSUPPORTED;
  return `${roleTexts[definition.role]}${definition.role === 'neural' && kind !== undefined ? ` Its kind there: ${kind}` : ''}`;
}

function layerPage(definition: AnyLayerDefinition): Page {
  const { className, aliases = [], doc, source } = definition;
  const path = `layers/${className}.md`;
  const example = exampleOf(definition);
  return page(
    path,
    className,
    prose(doc),
    prose(declarations.get(className)?.comment ?? ''),
    aliases.length > 0 ? `Also spelled ${aliases.map(code).join(', ')} in a file.` : '',
    section('On the chip', roleText(definition)),
    section('Parameters', parametersTable(definition.params as ParamTable)),
    example === null ? '' : section('Weights', example.weights),
    example === null ? '' : section('Example', example.text),
    section('Rules that speak of it', mentions(rulesByClass, className)),
    section('Fixes that change it', mentions(fixesByClass, className)),
    section('Source', sourceLinks(source, path)),
  );
}

function parametersTable(params: ParamTable): string {
  const rows = Object.values(params).map(
    ({ key, aliases = [], doc, default: fallback, parse, serialize }) => [
      [key, ...aliases].map(code).join(', '),
      prose(typeText(parse)),
      fallback === undefined ? 'required' : code(pythonText(serialize(fallback as never))),
      prose(doc),
    ],
  );
  return rows.length === 0
    ? 'None of its own.'
    : table(['key', 'value', 'default', 'what it is'], rows);
}

/** What a parameter takes, in the words of its own refusal: values that hardly any parameter takes are tried. */
function typeText(parse: (value: Json) => unknown): string {
  const refusal = (value: Json): string | null => {
    try {
      parse(value);
      return null;
    } catch (error) {
      if (error instanceof ParamError) return error.expected;
      throw error;
    }
  };
  const ofList = refusal([]);
  const ofObject = refusal({});
  const text = ofList ?? (ofObject === null ? 'any value' : `${ofObject}, or a list of them`);
  return refusal(null) === null ? `${text}, or None` : text;
}

interface Fixture {
  readonly config: JsonObject;
  readonly inputs: readonly { readonly shape: readonly number[] }[];
  readonly output: { readonly shape: readonly number[] };
}

/** The first case of the layer's own tests: what Keras made of it. */
function exampleOf(definition: AnyLayerDefinition): { text: string; weights: string } | null {
  const fixture = layerFixtures.get(definition.className);
  if (fixture === undefined) return null;
  const file = join(ROOT, 'src/core/layers/fixtures', `${fixture}.json`);
  const [first] = JSON.parse(readFileSync(file, 'utf8')) as readonly Fixture[];
  if (!first) return null;
  const params = definition.params as ParamTable;
  const config = parseConfig(params, first.config);
  const shapes: readonly Shape[] = first.inputs.map(({ shape }) => shape);
  const given = Object.entries(params).flatMap(([name, { key, default: fallback, serialize }]) => {
    const value = pythonText(serialize((config as Record<string, unknown>)[name] as never));
    const isDefault = fallback !== undefined && pythonText(serialize(fallback as never)) === value;
    return isDefault ? [] : [`${key}=${value}`];
  });
  const weights = definition.weights?.(config, shapes) ?? [];
  const call = `${definition.className}(${given.join(', ')})`;
  const from = shapes.map((shape) => formatShape(shape)).join(' and ');
  return {
    text: `${code(call)} makes ${formatShape(first.output.shape)} of ${from}; the first number counts the samples. The tests compare with what Keras computed.`,
    weights:
      weights.length === 0
        ? 'None.'
        : [
            'In the order in which a file holds them; shapes as in the example below.',
            table(
              ['weight', 'shape'],
              weights.map(({ name, shape }) => [code(name), formatShape(shape)]),
            ),
          ].join('\n\n'),
  };
}

/** Rules by the class of the layers on which their tests find something. */
const rulesByClass = gather(
  documentedRules.map(({ id }) => ({
    link: `[${id}](../rules/${id}.md)`,
    classes: ruleExamples(id).rejected.flatMap(({ graph, found }) =>
      found.map(({ where }) => graph.layers.find(({ name }) => name === where.layer)?.className),
    ),
  })),
);

/** Fixes by the class of the layers that their tests apply them to. */
const fixesByClass = gather(
  fixes.map((fix) => ({
    link: `[${fix.id}](../fixes/${fix.id}.md)`,
    classes: fixExamples(fix).map(({ className }) => className),
  })),
);

function gather(
  entries: readonly { readonly link: string; readonly classes: readonly (string | undefined)[] }[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { link, classes } of entries) {
    for (const name of new Set(classes)) {
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), link]);
    }
  }
  return found;
}

function mentions(byClass: ReadonlyMap<string, readonly string[]>, className: string): string {
  return (byClass.get(className) ?? []).join(', ');
}

function indexPage(): Page {
  const rows = (shown: boolean) =>
    layerDefinitions
      .filter((definition) => converts(definition) === shown)
      .map(({ className, doc }) => [`[${className}](./${className}.md)`, prose(doc)]);
  return page(
    'layers/index.md',
    'Layers',
    `The ${layerDefinitions.length} Keras layers that the studio reads, runs and shows.`,
    section('Layers that convert', table(['layer', 'computes'], rows(true))),
    section(
      'Layers that do not convert',
      'A model that holds one opens all the same, and the problem on that layer says what to put in its place.',
      table(['layer', 'computes'], rows(false)),
    ),
  );
}
