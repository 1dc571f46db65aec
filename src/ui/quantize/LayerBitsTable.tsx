import { RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import {
  bitChoices,
  layerBitChoices,
  overrideLayer,
  resetLayers,
  type BitChoices,
} from '../../store/actions/bits.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { selectLayer } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { BlockView, LayerView } from '../../project/views/graphView.ts';
import { Button, IconButton } from '../design/index.ts';
import './LayerBitsTable.css';

/** The bits of every block, to be changed one by one. */
export function LayerBitsTable() {
  const graph = useStudio(({ derived }) => derived?.graph);
  const overrides = useStudio(({ plan }) => plan.settings.layers);
  const hardware = useStudio(({ plan }) => plan.settings.hardware);
  const choices = bitChoices(hardware);
  const layers = useMemo(() => new Map(graph?.layers.map((layer) => [layer.name, layer])), [graph]);
  if (!graph) return null;
  const changed = Object.keys(overrides).length;
  return (
    <section className="layer-bits" aria-label="Bits by layer">
      <header>
        <h3>Bits by layer</h3>
        {changed > 0 && (
          <Button
            kind="quiet"
            size="small"
            icon={<RotateCcw />}
            onClick={() => {
              changeSettings('Bits of all layers as the model', { layers: {} });
            }}
          >
            Reset {changed}
          </Button>
        )}
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Weights</th>
            <th scope="col">Output</th>
            <th>
              <span className="visually-hidden">Reset</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {graph.blocks.map((block) => (
            <BlockRow
              key={block.name}
              block={block}
              members={block.layers.flatMap((name) => layers.get(name) ?? [])}
              isFirst={block === graph.blocks[0]}
              choices={choices}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface BlockRowProps {
  readonly block: BlockView;
  /** Its layers, in graph order. */
  readonly members: readonly LayerView[];
  readonly isFirst: boolean;
  readonly choices: BitChoices;
}

function BlockRow({ block, members, isFirst, choices }: BlockRowProps) {
  const overrides = useStudio(({ plan }) => plan.settings.layers);
  const isSelected = useStudio((state) => block.layers.includes(state.selected ?? ''));
  const neural = members.find(({ name }) => name === block.name);
  const activation = members.find(({ role }) => role === 'activation');
  const changed = members.filter(({ name }) => overrides[name]).map(({ name }) => name);
  return (
    <tr data-selected={isSelected}>
      <th scope="row">
        <button
          type="button"
          className="layer-bits-name code"
          onClick={() => {
            selectLayer(block.name);
          }}
        >
          {block.name}
        </button>
      </th>
      <td>
        {neural && (
          <BitsCell
            label={`Weight bits of ${neural.name}`}
            layer={neural}
            value={neural.weightBits}
            choices={layerBitChoices(neural, isFirst, choices)}
          />
        )}
      </td>
      <td>
        {activation && (
          <BitsCell
            label={`Activation bits of ${activation.name}`}
            layer={activation}
            value={activation.activationBits}
            choices={layerBitChoices(activation, isFirst, choices)}
          />
        )}
      </td>
      <td>
        {changed.length > 0 && (
          <IconButton
            label={`Reset ${block.name}`}
            size="small"
            icon={<RotateCcw />}
            onClick={() => {
              resetLayers(changed);
            }}
          />
        )}
      </td>
    </tr>
  );
}

interface BitsCellProps {
  readonly label: string;
  readonly layer: LayerView;
  /** Null: in float. */
  readonly value: number | null;
  readonly choices: readonly number[];
}

/** Bits of one layer. A native list: a model may have hundreds of them. */
export function BitsCell({ label, layer, value, choices }: BitsCellProps) {
  const own = useStudio(({ plan }) => plan.settings.layers[layer.name]);
  const canChange = useStudio(({ derived }) => (derived?.bits ?? null) !== null);
  const options = value === null || choices.includes(value) ? choices : [...choices, value];
  return (
    <select
      className="bits-cell"
      aria-label={label}
      data-own={own?.bits !== undefined}
      disabled={!canChange}
      value={value ?? ''}
      onChange={(event) => {
        overrideLayer(layer, { ...own, bits: Number(event.target.value) });
      }}
    >
      {value === null && (
        <option value="" disabled>
          float
        </option>
      )}
      {options.map((bits) => (
        <option key={bits} value={bits}>
          {bits}
        </option>
      ))}
    </select>
  );
}
