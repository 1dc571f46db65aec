import { FileCode2 } from 'lucide-react';
import type { KerasRewrite } from '../../core/check/kerasRewrite.ts';
import { exportModel } from '../../store/actions/exportModel.ts';
import { Button } from '../design/index.ts';
import { CopyButton } from '../frame/CopyButton.tsx';
import './KerasCode.css';

/** What to write in Keras instead of a layer, to be copied, and the source of the whole model around it. */
export function KerasCode({ rewrite }: { readonly rewrite: KerasRewrite }) {
  const { layer, before, after } = rewrite;
  return (
    <section className="keras-code" aria-label={`Keras code for ${layer}`}>
      <p>
        Replace <span className="code">{layer}</span> where the model is built, and train it again:
      </p>
      <Lines sign="-" name="Now" lines={before} />
      <Lines sign="+" name="Instead" lines={after} />
      <div className="keras-code-buttons">
        <CopyButton text={after.join('\n')} label="Copy the new line" />
        <Button
          kind="quiet"
          size="small"
          icon={<FileCode2 />}
          onClick={() => void exportModel('python')}
        >
          Source of the whole model
        </Button>
      </div>
    </section>
  );
}

interface LinesProps {
  readonly sign: '-' | '+';
  readonly name: string;
  readonly lines: readonly string[];
}

function Lines({ sign, name, lines }: LinesProps) {
  return (
    <pre
      className={`keras-code-lines keras-code-${sign === '+' ? 'new' : 'old'}`}
      aria-label={name}
      tabIndex={0}
    >
      {lines.map((line) => `${sign} ${line}`).join('\n')}
    </pre>
  );
}
