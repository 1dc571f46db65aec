import { useStudio } from '../../store/studioStore.ts';
import { focusDrawer } from '../../store/actions/view.ts';
import { Button, SeverityIcon, Term } from '../design/index.ts';
import { formatBytes } from '../design/format.ts';
import { countProblems } from '../frame/problems.ts';

/** Bytes of a float32 parameter. */
const FLOAT_BYTES = 4;

/** What the chosen settings come to: what the network takes at its bits, or what is in the way. */
export function SizeLine() {
  const converted = useStudio(({ derived }) => derived?.converted ?? null);
  const parameters = useStudio(({ derived }) => derived?.graph.parameters ?? 0);
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const diagnostics = useStudio(({ derived }) => derived?.diagnostics);
  const hasBits = useStudio(({ derived }) => (derived?.bits ?? null) !== null);
  const deriving = useStudio((state) => state.deriving);
  const counts = countProblems(diagnostics ?? []);
  const worst = counts.error > 0 ? 'error' : counts.hardware > 0 ? 'hardware' : null;
  const ratio = converted ? (parameters * FLOAT_BYTES) / converted.packedBytes : 0;
  return (
    <div className="size-line" role="status" data-busy={deriving}>
      {converted ? (
        <>
          <p className="size-line-size">
            <Term id="packed size">Network</Term>{' '}
            <strong>{formatBytes(converted.packedBytes)}</strong>
          </p>
          {isKeras && ratio > 1 && (
            <p className="size-line-note">
              {ratio.toFixed(1)} times smaller than the weights in float
            </p>
          )}
        </>
      ) : (
        <p className="size-line-size">
          {hasBits || counts.error > 0 ? 'Does not convert yet' : 'Choose bits to convert'}
        </p>
      )}
      {worst && (
        <Button
          kind="quiet"
          size="small"
          icon={<SeverityIcon severity={worst} />}
          onClick={() => {
            focusDrawer('problems');
          }}
        >
          {worst === 'error'
            ? `${counts.error} ${counts.error === 1 ? 'error' : 'errors'} to fix`
            : `${counts.hardware} ${counts.hardware === 1 ? 'limit' : 'limits'} of the chip not met`}
        </Button>
      )}
    </div>
  );
}
