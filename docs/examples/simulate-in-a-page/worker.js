// The worker: holds the network and runs pictures, so that the page stays free.
import { createSimulator, isStudioError, readFbz, topClasses } from 'cnn2snn-studio';

let network, simulator;

onmessage = async ({ data: { fbz, bitmap } }) => {
  try {
    if (fbz) {
      network = readFbz(fbz, 'model.fbz');
      simulator = await createSimulator(network);
      postMessage({ text: `${network.layers.length} layers. Choose a picture.` });
    } else postMessage({ text: await answerTo(bitmap) });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    postMessage({ text: error.diagnostics.map(({ message }) => message).join('\n') });
  }
};

async function answerTo(bitmap) {
  const [rows, columns, channels] = network.layers[0].inputShape;
  const context = new OffscreenCanvas(columns, rows).getContext('2d');
  context.drawImage(bitmap, 0, 0, columns, rows);
  const rgba = context.getImageData(0, 0, columns, rows).data;
  // Pixel i / channels; a network with one channel gets the red of a grey picture.
  const data = new Uint8Array(rows * columns * channels).map(
    (_, i) => rgba[4 * Math.floor(i / channels) + (i % channels)],
  );
  const { layers, forward, predict } = await simulator.run({
    data,
    shape: [1, rows, columns, channels],
  });
  const lines = layers.map((l) => `${l.name}: ${l.events} events, ${l.operations} operations`);
  return [`Class ${topClasses(predict ?? forward)[0]}`, ...lines].join('\n');
}
