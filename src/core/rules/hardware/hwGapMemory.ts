import { inputBytes } from '../../map/memory.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';

/** A large map is cut into pieces for several processors; an average needs the whole map on one. */
export const hwGapMemory = defineHardwareRule({
  id: 'hw-gap-memory',
  title: 'Map too large for global average pooling',
  doc: 'A layer that averages its map reads it on one processor, whose input memory must hold it.',
  check: (layer, { mesh }) => {
    const { name, pooling, input, inputBits } = layer;
    const { processor } = mesh;
    if (pooling.type !== 'globalAverage' || !input || inputBits === null) return [];
    const bytes = inputBytes(input, inputBits);
    // hw-gap-width tells of the first axis.
    if (bytes <= processor.inputBytes && input[1] <= processor.secondCells) return [];
    return [
      {
        message: `Layer "${name}" averages its map, and its input of ${input.join('x')} takes ${bytes} bytes.`,
        expected: `at most ${processor.inputBytes} bytes, and a second dimension of at most ${processor.secondCells}`,
        received: `${bytes} bytes, ${input[0]}x${input[1]}`,
        hint: 'Shrink the map before, by a stride or a pool, give the layer before fewer filters, or its activation fewer bits.',
        source: mesh.source,
      },
    ];
  },
});
