/** What was dropped: files, or folders with every file in them by its path. */
export interface Dropped {
  readonly files: readonly File[];
  /** Name of the folder; null: files alone. */
  readonly folder: string | null;
}

/** More files than any model has: a folder of images, or of a whole project. */
const MOST_FILES = 2000;

/** Reads what a drop carries. Call it while the event is handled: later the browser has let go of it. */
export function droppedFiles(data: Pick<DataTransfer, 'files' | 'items'>): Promise<Dropped> {
  const files = [...data.files];
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const folder = entries.find((entry) => entry?.isDirectory);
  if (!folder) return Promise.resolve({ files, folder: null });
  return filesIn(entries.filter((entry) => entry !== null)).then((found) => ({
    files: found,
    folder: folder.name,
  }));
}

async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  const found: File[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry && found.length < MOST_FILES; entry = waiting.shift()) {
    if (entry.isFile) found.push(await fileOf(entry as FileSystemFileEntry));
    else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
  }
  return found;
}

/** A file under its path in the folder. */
async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => {
    entry.file(resolve, reject);
  });
  return new File([file], entry.fullPath.replace(/^\//, ''), { type: file.type });
}

/** A browser gives the entries of a folder a hundred at a time. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return found;
    found.push(...some);
  }
}
