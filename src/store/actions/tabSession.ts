import { del, delMany, get, setMany, update } from 'idb-keyval';
import type { BlobFile } from '../../project/document.ts';
import { newId } from '../../worker/newId.ts';

/** When the session of every window was last saved, by id, in milliseconds since 1970. */
type SessionIndex = Readonly<Record<string, number>>;

/** The place of one window among the saved sessions. */
interface TabSession {
  /** Under which this window saves. */
  readonly id: string;
  /** The session it begins with; null: none. */
  readonly from: string | null;
}

/** Sessions of closed windows that are kept; older ones go. */
const MOST_SESSIONS = 5;

const INDEX_KEY = 'cnn2snn-studio/sessions';
const TAB_KEY = 'cnn2snn-studio/tab';
const recordKey = (id: string) => `cnn2snn-studio/session/${id}`;
const filesKey = (id: string) => `cnn2snn-studio/session/${id}/files`;

/**
 * Chooses the session that a window continues. A reloaded one has its own; a copy of a window begins with the other's and saves
 * apart; a new window takes the latest that no other window holds.
 * @param own  id of the window before its reload; null for a new one
 * @param claim  takes an id for this window; false when another window has it. `wait`: that window may be about to release it
 */
export async function chooseSession(
  own: string | null,
  index: SessionIndex,
  claim: (id: string, wait: boolean) => Promise<boolean>,
  newId: () => string,
): Promise<TabSession> {
  if (own !== null) {
    if (await claim(own, true)) return { id: own, from: own };
  } else {
    for (const id of latestFirst(index)) if (await claim(id, false)) return { id, from: id };
  }
  const id = newId();
  await claim(id, false);
  return { id, from: own };
}

/** Ids of the sessions, the one saved last first. */
export function latestFirst(index: SessionIndex): readonly string[] {
  return Object.entries(index)
    .sort(([, a], [, b]) => b - a)
    .map(([id]) => id);
}

let current: Promise<TabSession> | null = null;

/** The place of this window, found once. @throws whatever blocked storage throws */
export function tabSession(): Promise<TabSession> {
  current ??= findPlace();
  return current;
}

/**
 * Makes the place of this window depend on how it begins; whoever asks for it meanwhile waits. Called before anyone asked.
 * @param apart  true: the window begins with something of its own and saves in a new place; every saved session stays as it is
 */
export function placeAfter(apart: Promise<boolean>): void {
  current = apart.then((isApart) => (isApart ? newPlace() : findPlace()));
}

async function findPlace(): Promise<TabSession> {
  const index = (await get<SessionIndex>(INDEX_KEY)) ?? {};
  const place = await chooseSession(readTabId(), index, claim, newId);
  writeTabId(place.id);
  return place;
}

async function newPlace(): Promise<TabSession> {
  const id = newId();
  await claim(id, false);
  writeTabId(id);
  return { id, from: null };
}

/** The saved session that a new window would continue; null: none. */
export async function waitingSession(): Promise<string | null> {
  const index = (await get<SessionIndex>(INDEX_KEY)) ?? {};
  const held = await heldLocks();
  return latestFirst(index).find((id) => !held.has(lockName(id))) ?? null;
}

/** What a session was saved as; undefined when there is none. The record is not checked yet. */
export async function readSession(
  id: string,
): Promise<{ readonly record: unknown; readonly files: readonly BlobFile[] } | undefined> {
  const [record, files] = await Promise.all([
    get<unknown>(recordKey(id)),
    get<readonly BlobFile[]>(filesKey(id)),
  ]);
  return record === undefined || files === undefined ? undefined : { record, files };
}

/** Saves a session. Files that did not change since are not written again: a model may be large. */
export async function writeSession(
  id: string,
  record: object,
  files: readonly BlobFile[] | 'unchanged',
): Promise<void> {
  const entries: [string, unknown][] = [[recordKey(id), record]];
  if (files !== 'unchanged') entries.push([filesKey(id), files]);
  await setMany(entries);
  await update<SessionIndex>(INDEX_KEY, (index) => ({ ...index, [id]: Date.now() }));
  if (files !== 'unchanged') await dropOldSessions();
}

/** Forgets a session. */
export async function deleteSession(id: string): Promise<void> {
  await update<SessionIndex>(INDEX_KEY, (index = {}) => without(index, id));
  await delMany([recordKey(id), filesKey(id)]);
}

/** Ids of the saved sessions, and of windows that are open. */
export async function knownSessions(): Promise<ReadonlySet<string>> {
  const index = (await get<SessionIndex>(INDEX_KEY)) ?? {};
  const held = [...(await heldLocks())].map((name) => name.slice(lockName('').length));
  return new Set([...Object.keys(index), ...held]);
}

async function dropOldSessions(): Promise<void> {
  const index = (await get<SessionIndex>(INDEX_KEY)) ?? {};
  const held = await heldLocks();
  const old = latestFirst(index)
    .filter((id) => !held.has(lockName(id)))
    .slice(MOST_SESSIONS);
  for (const id of old) await deleteSession(id);
  // Where earlier versions kept their only session.
  await del('cnn2snn-studio/session');
}

function without(index: SessionIndex, id: string): SessionIndex {
  return Object.fromEntries(Object.entries(index).filter(([other]) => other !== id));
}

/** A page that is being reloaded releases its lock a moment later. */
const WAIT_MS = 400;

/** Locks exist on secure pages only; without them every id counts as free. */
function locks(): LockManager | undefined {
  return navigator.locks;
}

function lockName(id: string): string {
  return `cnn2snn-studio/session/${id}`;
}

/** Holds the id for as long as the window is open. */
function claim(id: string, wait: boolean): Promise<boolean> {
  const manager = locks();
  if (!manager) return Promise.resolve(true);
  return new Promise((resolve) => {
    manager
      .request(lockName(id), wait ? patient() : { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise<never>(() => undefined);
      })
      .catch(() => {
        resolve(false);
      });
  });
}

function patient(): LockOptions {
  return { signal: AbortSignal.timeout(WAIT_MS) };
}

async function heldLocks(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => name ?? []));
}

function readTabId(): string | null {
  try {
    return sessionStorage.getItem(TAB_KEY);
  } catch {
    // Blocked: the window is new after every reload.
    return null;
  }
}

function writeTabId(id: string): void {
  try {
    sessionStorage.setItem(TAB_KEY, id);
  } catch {
    // As above.
  }
}
