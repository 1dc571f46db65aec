import { focusDrawer, enterStage } from '../../../store/actions/view.ts';
import { stages } from '../stages.ts';
import { drawerTabs } from '../drawerTabs.ts';
import { defineCommand, type PageCommand } from '../../frame/define.ts';

const hasModel: PageCommand['available'] = ({ model }) => model !== null;

export const goCommands = [
  ...stages.map(({ id, label, icon }, i) =>
    defineCommand({
      id: `stage-${id}`,
      label: `Go to ${label}`,
      group: 'Go',
      keys: String(i + 1),
      icon,
      available: hasModel,
      run: () => {
        enterStage(id);
      },
    }),
  ),
  ...drawerTabs.map(({ id, name, keys }) =>
    defineCommand({
      id: `drawer-${id}`,
      label: `Show ${name}`,
      group: 'Go',
      ...(keys === undefined ? {} : { keys }),
      available: hasModel,
      run: () => {
        focusDrawer(id);
      },
    }),
  ),
];
