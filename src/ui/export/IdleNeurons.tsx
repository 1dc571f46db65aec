import { Scissors } from 'lucide-react';
import type { ExportReport } from '../../project/exportReport.ts';
import { exportModel } from '../../store/actions/exportModel.ts';
import { Button, Term } from '../design/index.ts';
import { formatBytes } from '../design/format.ts';

/** Neurons that nothing depends on, and the file without them. */
export function IdleNeurons({ idle }: { readonly idle: NonNullable<ExportReport['idle']> }) {
  const { neurons, of, bytes } = idle;
  return (
    <section className="export-section" aria-label="Idle neurons">
      <h3>
        <Term id="idle neuron">Idle neurons</Term>
      </h3>
      <p className="export-idle">
        {neurons} of {of} neurons change nothing, whatever the input is. Without them every output
        stays the same, with {formatBytes(bytes)} less to hold.
      </p>
      <Button size="small" icon={<Scissors />} onClick={() => void exportModel('pruned')}>
        Download without them
      </Button>
    </section>
  );
}
