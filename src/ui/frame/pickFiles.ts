import { openDropped } from '../../store/actions/openFiles.ts';

/** Every kind of file that opens. Also named in the start screen's text. */
const OPENS = '.h5,.hdf5,.keras,.json,.bin,.fbz,.zip';

/** Shows the browser's file picker and opens what is chosen. */
export function pickFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = OPENS;
  input.addEventListener('change', () => {
    if (input.files && input.files.length > 0) void openDropped([...input.files]);
  });
  input.click();
}
