import { ask, type Asking } from '../ask.ts';
import { toast } from './interface.ts';

interface FileToSave {
  readonly name: string;
  readonly content: Blob;
}

/**
 * Has a file written and hands it to the user: says that it is there, or why not. It is of the document as it was when it was asked
 * for; if another one is opened before it is written, that is said too.
 * @param kind  one of a kind is written at a time
 */
export async function saveAsked(
  kind: string,
  write: (asking: Asking) => Promise<FileToSave>,
): Promise<void> {
  await ask(
    {
      key: `save/${kind}`,
      about: 'document',
      dropped: () => {
        const text = 'The file was not written: another model was opened meanwhile.';
        toast({ tone: 'warning', text });
      },
    },
    async (asking) => {
      const { name, content } = await write(asking);
      saveFile(name, content);
      toast({ tone: 'ok', text: `${name} is in your downloads.` });
    },
  );
}

/** Hands a file to the user as a download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content over by the next task.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 0);
}
