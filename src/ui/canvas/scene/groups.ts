import type { Unit, UnitGraph } from './units.ts';

/** Units that can be folded into one node: a nested model, or the repeats of equal units. */
export interface Group {
  /** `model:backbone/stem`, `repeat:conv_3`: stays the same while its first unit does. */
  readonly id: string;
  readonly kind: 'model' | 'repeat';
  /** The nested model's name, or the first and last of the repeated units. */
  readonly title: string;
  /** How often the pattern repeats; 1 for a nested model. */
  readonly times: number;
  /** Members in graph order. */
  readonly children: readonly (Unit | Group)[];
  /** All units inside, at any depth. */
  readonly units: readonly Unit[];
}

/** Id of the group of repeats that begins with a unit. */
export function repeatId(first: Unit): string {
  return `repeat:${first.name}`;
}

export function isGroup(member: Unit | Group): member is Group {
  return 'children' in member;
}

/** Fewer equal units in a row are easier to read one by one. */
const MIN_REPEATS = 3;
/** The longest pattern looked for: a residual or inverted-bottleneck block is rarely longer in units. */
const MAX_PERIOD = 6;

/** Nested models as groups, and in each list the repeats of equal units that follow one another. */
export function groupUnits({ units, links }: UnitGraph): readonly (Unit | Group)[] {
  const next = onlyNext(links);
  return groupByScope(units, [], next);
}

function groupByScope(
  units: readonly Unit[],
  scope: readonly string[],
  next: ReadonlyMap<string, string>,
): readonly (Unit | Group)[] {
  const depth = scope.length;
  const members: (Unit | Group)[] = [];
  const done = new Set<string>();
  for (const unit of units) {
    const name = unit.scope[depth];
    if (name === undefined) {
      members.push(unit);
    } else if (!done.has(name)) {
      done.add(name);
      const inside = units.filter((other) => other.scope[depth] === name);
      const inner = [...scope, name];
      members.push({
        id: `model:${inner.join('/')}`,
        kind: 'model',
        title: name,
        times: 1,
        children: groupByScope(inside, inner, next),
        units: inside,
      });
    }
  }
  return groupRepeats(members, next);
}

/** Replaces every run of equal patterns of units by a group; a pattern's units must follow one another alone. */
function groupRepeats(
  members: readonly (Unit | Group)[],
  next: ReadonlyMap<string, string>,
): readonly (Unit | Group)[] {
  const marks = members.map((member) => (isGroup(member) ? null : signatureOf(member)));
  const follows = members.map((member, i) => {
    const before = members[i - 1];
    return before !== undefined && !isGroup(before) && next.get(before.name) === nameOf(member);
  });
  const result: (Unit | Group)[] = [];
  let i = 0;
  while (i < members.length) {
    const run = longestRun(marks, follows, i);
    const inside = members
      .slice(i, i + run.period * run.times)
      .flatMap((member) => (isGroup(member) ? [] : [member]));
    const [first, last] = [inside[0], inside.at(-1)];
    if (run.times >= MIN_REPEATS && first && last) {
      result.push({
        id: repeatId(first),
        kind: 'repeat',
        title: `${first.name} \u2026 ${last.name}`,
        times: run.times,
        children: inside,
        units: inside,
      });
      i += inside.length;
    } else {
      const member = members[i];
      if (member) result.push(member);
      i++;
    }
  }
  return result;
}

/** The run that begins at `from` and covers most units. */
function longestRun(
  marks: readonly (string | null)[],
  follows: readonly boolean[],
  from: number,
): { readonly period: number; readonly times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; period <= MAX_PERIOD; period++) {
    let end = from + 1;
    const limit = (at: number) =>
      follows[at] === true &&
      marks[at] !== null &&
      (at - from < period || marks[at] === marks[at - period]);
    while (end < marks.length && limit(end)) end++;
    const times = marks[from] === null ? 1 : Math.floor((end - from) / period);
    if (times >= MIN_REPEATS && period * times > best.period * best.times) best = { period, times };
  }
  return best;
}

/** Equal for units that look and cost the same. */
function signatureOf({ block, layers }: Unit): string {
  return JSON.stringify([
    block?.kind,
    layers.map(({ className, outputShape, parameters, weights, weightBits, activationBits }) => [
      className,
      parameters,
      outputShape,
      weights.map(({ shape }) => shape),
      weightBits,
      activationBits,
    ]),
  ]);
}

/** Successors of units that lead to one other unit, which reads nothing else. */
function onlyNext(links: UnitGraph['links']): ReadonlyMap<string, string> {
  const outgoing = new Map<string, number>();
  const incoming = new Map<string, number>();
  for (const { from, to } of links) {
    outgoing.set(from, (outgoing.get(from) ?? 0) + 1);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  return new Map(
    links
      .filter(({ from, to }) => outgoing.get(from) === 1 && incoming.get(to) === 1)
      .map(({ from, to }) => [from, to]),
  );
}

function nameOf(member: Unit | Group): string {
  return isGroup(member) ? member.id : member.name;
}
