/**
 * Lists the non-zero pairs of an int16 buffer. An entry is the pair itself (4 bytes) and the byte offset of its weights in a
 * block (i32, 32 bytes a pair). Every entry is written and kept only if it is not zero: no branch to mispredict.
 * @param listCount  the buffer's pairs are cut into this many lists of `pairs` each
 * @param ends  i32 a list, written: address behind its last entry
 * @param lists  written: list i starts at lists + i * pairs * 8; needs room for one entry more
 * @returns number of entries
 */
export function listEvents(
  input: usize,
  listCount: i32,
  pairs: i32,
  ends: usize,
  lists: usize,
): i32 {
  let entries: usize = 0;
  const pairBytes = (<usize>pairs) << 5;
  for (let list = 0; list < listCount; list++) {
    let to = lists;
    for (let row: usize = 0; row < pairBytes; row += 32) {
      const pair = load<i32>(input);
      input += 4;
      store<i32>(to, pair, 0);
      store<i32>(to, <i32>row, 4);
      to += (<usize>i32(pair != 0)) << 3;
    }
    store<i32>(ends, <i32>to);
    ends += 4;
    entries += to - lists;
    lists += (<usize>pairs) << 3;
  }
  return <i32>(entries >> 3);
}
