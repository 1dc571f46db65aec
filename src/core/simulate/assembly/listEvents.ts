/**
 * Lists the non-zero pairs of an int16 buffer in order. An entry is the pair itself (4 bytes) and the index of the pair in the
 * buffer times 32 (i32): the weights of one pair take 32 bytes of a block.
 * @param cells  cells of `pairs` pairs each
 * @param starts  i32, cells + 1 of them, written: address of the first entry of each cell, and of the end
 * @param events  written: room for one entry a pair and one more
 */
export function listEvents(input: usize, cells: i32, pairs: i32, starts: usize, events: usize): void {
  const fours = pairs & ~3;
  let row = 0;
  for (let cell = 0; cell < cells; cell++) {
    store<i32>(starts, <i32>events);
    starts += 4;
    let pair = 0;
    for (; pair < fours; pair += 4) {
      if (v128.any_true(v128.load(input))) {
        events = listPair(events, load<i32>(input, 0), row);
        events = listPair(events, load<i32>(input, 4), row + 32);
        events = listPair(events, load<i32>(input, 8), row + 64);
        events = listPair(events, load<i32>(input, 12), row + 96);
      }
      input += 16;
      row += 128;
    }
    for (; pair < pairs; pair++) {
      events = listPair(events, load<i32>(input), row);
      input += 4;
      row += 32;
    }
  }
  store<i32>(starts, <i32>events);
}

/** Every entry is written, and kept only if it is not zero: no branch to mispredict. */
// @ts-ignore: decorator of AssemblyScript
@inline
function listPair(events: usize, pair: i32, row: i32): usize {
  store<i32>(events, pair, 0);
  store<i32>(events, row, 4);
  return events + (<usize>i32(pair != 0) << 3);
}
