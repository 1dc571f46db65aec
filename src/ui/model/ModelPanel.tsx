import { useStudio } from '../../store/studioStore.ts';
import { formatBytes } from '../design/formatBytes.ts';
import { StagePanel } from '../stages/StagePanel.tsx';

/** What was opened. */
export function ModelPanel() {
  const model = useStudio((state) => state.model);
  const graph = useStudio(({ derived }) => derived?.graph);
  const edits = useStudio(({ plan }) => plan.edits.length);
  const converted = useStudio(({ derived }) => derived?.converted);
  if (!model) return null;
  return (
    <StagePanel title="Model" intro="What the file holds, and what conversion makes of it.">
      <dl className="facts">
        <dt>File</dt>
        <dd className="code">{model.name}</dd>
        <dt>Format</dt>
        <dd>{model.format}</dd>
        <dt>Size</dt>
        <dd className="code">{formatBytes(model.bytes)}</dd>
        <dt>Layers</dt>
        <dd className="code">{graph?.layers.length ?? model.layers}</dd>
        <dt>Blocks on the chip</dt>
        <dd className="code">{graph?.blocks.length}</dd>
        <dt>Parameters</dt>
        <dd className="code">{graph?.parameters.toLocaleString('en')}</dd>
        <dt>Changes made here</dt>
        <dd className="code">{edits}</dd>
        {converted && (
          <>
            <dt>Size of the .fbz</dt>
            <dd className="code">{formatBytes(converted.fileBytes)}</dd>
          </>
        )}
      </dl>
    </StagePanel>
  );
}
