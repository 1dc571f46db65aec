/** Middle value of a list. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/**
 * Milliseconds of processor time of one call, all threads of this process together: what a clock shows on an idle machine, and
 * still a fair measure on a busy one.
 */
export async function processorTime(repeats, work) {
  const start = process.cpuUsage();
  for (let i = 0; i < repeats; i++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3 / repeats;
}

/**
 * Times several candidates in turns, so that whatever else the machine does meets all of them, and gives the median of each.
 * @param candidates  name -> (repeats) => milliseconds of one call
 */
export async function inTurns(candidates, { rounds, repeats }) {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, time] of Object.entries(candidates)) {
      const taken = await time(repeats);
      // The first round only warms up: compilers, caches, memory.
      if (round > 0) times[name].push(taken);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}
