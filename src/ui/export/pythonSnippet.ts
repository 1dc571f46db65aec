import type { ExportReport } from '../../project/exportReport.ts';

/** What to do next with an exported file in Python, with its own name and shapes. */
export function pythonSnippet(
  file: string,
  { inputShape, inputKind }: Pick<ExportReport, 'inputShape' | 'inputKind'>,
): string {
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
classes = scores.reshape(len(images), -1).argmax(axis=1)
`;
}
