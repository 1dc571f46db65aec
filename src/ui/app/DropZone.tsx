import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { openDropped, openFolder } from '../../store/actions/openFiles.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import { droppedFiles, type Dropped } from './droppedFiles.ts';
import './DropZone.css';

/** The whole window takes files; while some hover over it, it says so. */
export function DropZone() {
  const [hovering, setHovering] = useState(false);
  const hasNetwork = useStudio(({ derived }) => Boolean(derived?.converted));
  useEffect(() => {
    // Entering a child fires before leaving its parent, so entries are counted.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const handlers: Partial<Record<string, (event: DragEvent) => void>> = {
      dragenter: (event) => {
        if (!hasFiles(event)) return;
        depth += 1;
        setHovering(true);
      },
      dragleave: (event) => {
        if (!hasFiles(event)) return;
        depth -= 1;
        if (depth <= 0) setHovering(false);
      },
      dragover: (event) => {
        if (hasFiles(event)) event.preventDefault();
      },
      drop: (event) => {
        depth = 0;
        setHovering(false);
        if (!event.dataTransfer || !hasFiles(event)) return;
        event.preventDefault();
        void droppedFiles(event.dataTransfer).then(takeDropped);
      },
    };
    const entries = Object.entries(handlers) as [string, EventListener][];
    for (const [type, handler] of entries) window.addEventListener(type, handler);
    return () => {
      for (const [type, handler] of entries) window.removeEventListener(type, handler);
    };
  }, []);
  if (!hovering) return null;
  return (
    <div className="drop-zone">
      <p>
        <FileDown aria-hidden />
        {hasNetwork ? 'Drop a model to open it, a picture or data set to run it' : 'Drop to open'}
      </p>
    </div>
  );
}

/** What dropped files are for. */
type DropUse = 'model' | 'picture' | 'dataset';

const DATASET = /(\.(npz|npy|idx|gz)|ubyte)$/i;

/** Pictures and data sets are for the network that is open; everything else is a model or a session. */
export function useOfDropped(
  files: readonly Pick<File, 'name' | 'type'>[],
  hasNetwork: boolean,
): DropUse {
  if (!hasNetwork || files.length === 0) return 'model';
  if (files.length === 1 && files[0]?.type.startsWith('image/')) return 'picture';
  return files.every(({ name }) => DATASET.test(name)) ? 'dataset' : 'model';
}

/** Opens dropped files, or runs them through the open network. */
async function takeDropped({ files, folder }: Dropped): Promise<void> {
  if (folder !== null) {
    await openFolder(folder, files);
    return;
  }
  const { derived } = studioStore.getState();
  const use = useOfDropped(files, Boolean(derived?.converted));
  const [first] = files;
  if (use === 'model' || !first) {
    await openDropped(files);
    return;
  }
  const { runDroppedPicture, runDroppedDataset } = await import('../../store/simulation/chosen.ts');
  await (use === 'picture' ? runDroppedPicture(first) : runDroppedDataset(files));
}
