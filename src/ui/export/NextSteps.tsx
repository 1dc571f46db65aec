import type { ExportReport } from '../../project/exportReport.ts';
import { CopyButton } from '../frame/CopyButton.tsx';

/** What to do with the file, to be copied. */
export function NextSteps({ text }: { readonly text: string }) {
  return (
    <section className="export-section" aria-label="Next, in Python">
      <header className="export-next">
        <h3>Next, in Python</h3>
        <CopyButton text={text} />
      </header>
      <pre className="export-snippet code" tabIndex={0} aria-label="Python">
        {text}
      </pre>
    </section>
  );
}

/** What to do with a design in Python; its quantized layers are cnn2snn's. */
export function designSnippet(file: string, isQuantized: boolean): string {
  const objects = isQuantized ? ', custom_objects=cnn2snn_objects' : '';
  return `from tensorflow.keras.models import model_from_json
${isQuantized ? 'from cnn2snn import cnn2snn_objects\n' : ''}
with open("${file}") as design:
    model = model_from_json(design.read()${objects})

# Train it, then open the file in the studio.
model.save("${file.replace(/\.json$/, '')}.h5")
`;
}

/** What to do next with an exported file in Python, with its own name and shapes. */
export function networkSnippet(
  file: string,
  { inputShape, inputKind, layers }: Pick<ExportReport, 'inputShape' | 'inputKind' | 'layers'>,
): string {
  const outputs = layers.at(-1)?.outputShape.reduce((a, b) => a * b);
  // One output tells two classes by its sign.
  const classes =
    outputs === 1
      ? '(scores.reshape(len(images)) > 0).astype(int)'
      : 'scores.reshape(len(images), -1).argmax(axis=1)';
  const shape = inputShape.join(', ');
  const what = inputKind === 'image' ? 'pixels from 0 to 255' : 'spikes from 0 to 15';
  return `import numpy as np
from akida import Model, devices

model = Model("${file}")

# On a chip, where one is plugged in; in software without it.
if devices():
    model.map(devices()[0])

# uint8, (images, ${shape}): ${what}
images = np.load("images.npy")
scores = model.predict(images)
classes = ${classes}
`;
}
