import { ArrowRight } from 'lucide-react';
import type { GraphView } from '../../project/views/graphView.ts';
import { enterStage } from '../../store/actions/view.ts';
import { studioStore, useHistory, useStudio } from '../../store/studioStore.ts';
import { formatBytes } from '../design/format.ts';
import { Button, Term } from '../design/index.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import { countProblems, seeErrors } from '../frame/problems.ts';
import './ModelPanel.css';

/** What was opened, what conversion makes of it, and what was changed here. */
export function ModelPanel() {
  const model = useStudio((state) => state.model);
  const graph = useStudio(({ derived }) => derived?.graph);
  const converted = useStudio(({ derived }) => derived?.converted);
  if (!model) return null;
  return (
    <StagePanel
      title="Model"
      intro="What the file holds, and what conversion makes of it."
      action={<NextStep />}
    >
      <dl className="facts">
        <dt>File</dt>
        <dd className="code">{model.name}</dd>
        <dt>Format</dt>
        <dd>{model.format}</dd>
        <dt>Size</dt>
        <dd className="code">{formatBytes(model.bytes)}</dd>
        <dt>Layers</dt>
        <dd className="code">{graph?.layers.length ?? model.layers}</dd>
        <dt>Parameters</dt>
        <dd className="code">{graph?.parameters.toLocaleString('en')}</dd>
        <dt>
          <Term id="block">Blocks</Term> on the chip
        </dt>
        <dd className="code">{graph?.blocks.length}</dd>
        {converted && (
          <>
            <dt>
              <Term id="packed size">Size at its bits</Term>
            </dt>
            <dd className="code">{formatBytes(converted.packedBytes)}</dd>
          </>
        )}
      </dl>
      {graph && (
        <section className="model-section" aria-label="Kinds of layers">
          <h3>Kinds of layers</h3>
          <dl className="facts">
            {layerKinds(graph).map(({ kind, count }) => (
              <div key={kind} className="facts-row">
                <dt>{kind}</dt>
                <dd className="code">{count}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Changes />
    </StagePanel>
  );
}

/** The steps of undo, the latest last. */
function Changes() {
  const past = useHistory(({ pastStates }) => pastStates);
  const change = useStudio((state) => state.change);
  if (past.length === 0) return null;
  const steps = [...past.slice(1).map((state) => state.change ?? ''), change];
  return (
    <section className="model-section" aria-label="Changes made here">
      <header className="model-changes-head">
        <h3>Changes made here</h3>
        <Button
          kind="quiet"
          size="small"
          onClick={() => {
            studioStore.temporal.getState().undo(past.length);
          }}
        >
          Undo all
        </Button>
      </header>
      <ol className="model-changes">
        {steps.map((step, i) => (
          <li key={i}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

/** The one thing to do next. */
function NextStep() {
  const errors = useStudio(({ derived }) => countProblems(derived?.diagnostics ?? []).error);
  const converted = useStudio(({ derived }) => Boolean(derived?.converted));
  const isReadyDesign = useStudio(
    ({ model, derived }) => model?.isDesign === true && (derived?.bits ?? null) !== null,
  );
  if (errors > 0) {
    return (
      <Button kind="primary" onClick={seeErrors}>
        {errors === 1 ? 'See the error' : `See the ${errors} errors`}
      </Button>
    );
  }
  return (
    <Button
      kind="primary"
      icon={<ArrowRight />}
      onClick={() => {
        enterStage(converted ? 'simulate' : isReadyDesign ? 'export' : 'quantize');
      }}
    >
      {converted ? 'Simulate it' : isReadyDesign ? 'Take the design' : 'Choose bits'}
    </Button>
  );
}

/** How often each type of layer occurs, in the order of their first. */
function layerKinds({
  layers,
}: Pick<GraphView, 'layers'>): readonly { readonly kind: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { className } of layers) counts.set(className, (counts.get(className) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
