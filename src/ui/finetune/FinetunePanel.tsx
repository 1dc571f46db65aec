import { Term } from '../design/index.ts';
import { StagePanel } from '../stages/StagePanel.tsx';

/** How to win back what rounding cost. */
export function FinetunePanel() {
  return (
    <StagePanel
      title="Fine-tune"
      intro={
        <>
          <Term id="quantization-aware training">Training on while rounding</Term> wins back most of
          the accuracy that few bits cost.
        </>
      }
    >
      <p>
        Export the quantized model, train it in TensorFlow with cnn2snn for one or two passes over
        your data, and drop the result here: the studio goes on where you left.
      </p>
    </StagePanel>
  );
}
