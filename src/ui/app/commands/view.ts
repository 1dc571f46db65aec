import {
  BookOpen,
  Command as CommandIcon,
  Keyboard,
  Moon,
  PanelBottom,
  Sun,
  SunMoon,
} from 'lucide-react';
import { openDialog, setTheme } from '../../../store/actions/interface.ts';
import { toggleDrawer } from '../../../store/actions/view.ts';
import { docsUrl } from '../../design/LearnMore.tsx';
import { defineCommand } from '../../frame/define.ts';

const keysCommand = defineCommand({
  id: 'keys',
  label: 'Show all keys',
  group: 'Help',
  keys: '?',
  icon: Keyboard,
  run: () => {
    openDialog('keys');
  },
});

export const viewCommands = [
  defineCommand({
    id: 'palette',
    label: 'Find a command',
    group: 'Help',
    keys: 'Ctrl+K',
    icon: CommandIcon,
    run: () => {
      openDialog('commands');
    },
  }),
  keysCommand,
  defineCommand({
    id: 'documentation',
    label: 'Open the documentation',
    group: 'Help',
    icon: BookOpen,
    run: () => {
      window.open(docsUrl({ kind: 'home' }), '_blank', 'noopener');
    },
  }),
  defineCommand({
    id: 'drawer',
    label: 'Show or hide the drawer',
    group: 'View',
    keys: 'Ctrl+J',
    icon: PanelBottom,
    available: ({ model }) => model !== null,
    run: toggleDrawer,
  }),
  ...(
    [
      ['light', 'Light theme', Sun],
      ['dark', 'Dark theme', Moon],
      ['system', 'Theme of the system', SunMoon],
    ] as const
  ).map(([theme, label, icon]) =>
    defineCommand({
      id: `theme-${theme}`,
      label,
      group: 'View',
      icon,
      run: () => {
        setTheme(theme);
      },
    }),
  ),
];
