import { openDataFiles } from '../../../store/actions/trainingData.ts';

/** Shows the browser's picker for files, or for a folder of images by class. */
export function pickData(what: 'files' | 'folder'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;

  if (what === 'folder') input.webkitdirectory = true;

  input.addEventListener('change', () => {
    if (input.files) void openDataFiles([...input.files]);
  });
  input.click();
}
