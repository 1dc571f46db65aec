import { FolderOpen, Save, X } from 'lucide-react';
import { cancelOpening, closeModel } from '../../../store/actions/open.ts';
import { saveSessionFile } from '../../../store/actions/session.ts';
import { pickFiles } from '../../frame/pickFiles.ts';
import { defineCommand } from '../../frame/define.ts';

const openCommand = defineCommand({
  id: 'open',
  label: 'Open a model or session',
  group: 'File',
  keys: 'Ctrl+O',
  icon: FolderOpen,
  run: pickFiles,
});

export const fileCommands = [
  openCommand,
  defineCommand({
    id: 'save-session',
    label: 'Save the session to a file',
    group: 'File',
    keys: 'Ctrl+S',
    icon: Save,
    available: ({ model }) => model !== null,
    run: () => void saveSessionFile(),
  }),
  defineCommand({
    id: 'cancel-opening',
    label: 'Stop opening the file',
    group: 'File',
    keys: 'Escape',
    icon: X,
    available: ({ opening }) => opening !== null,
    run: cancelOpening,
  }),
  defineCommand({
    id: 'close',
    label: 'Close the model',
    group: 'File',
    icon: X,
    available: ({ model }) => model !== null,
    run: closeModel,
  }),
];
