import { Command as List } from 'cmdk';
import { openDialog } from '../../../store/actions/interface.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Keys } from '../../design/index.ts';
import { commandGroups } from '../../frame/define.ts';
import './CommandPalette.css';
import { commands } from './index.ts';
import { isAvailable } from './keyboard.ts';

/** Every command that can run now, found by typing. */
export default function CommandPalette() {
  const open = useStudio(({ dialog }) => dialog === 'commands');
  const close = () => {
    openDialog(null);
  };
  const shown = commands.filter((command) => command.id !== 'palette' && isAvailable(command));
  return (
    <List.Dialog
      open={open}
      onOpenChange={close}
      label="Commands"
      overlayClassName="dialog-scrim"
      contentClassName="palette"
      loop
    >
      <List.Input className="palette-input" placeholder="Find a command" />
      <List.List className="palette-list">
        <List.Empty className="palette-empty">No command has that name.</List.Empty>
        {commandGroups.map((group) => {
          const members = shown.filter((command) => command.group === group);
          return members.length === 0 ? null : (
            <List.Group key={group} heading={group}>
              {members.map(({ id, label, keys, icon: Icon, run }) => (
                <List.Item
                  key={id}
                  value={label}
                  className="palette-item"
                  onSelect={() => {
                    close();
                    run();
                  }}
                >
                  {Icon ? <Icon size={16} /> : <span className="palette-no-icon" />}
                  <span className="palette-label">{label}</span>
                  {keys !== undefined && <Keys keys={keys} />}
                </List.Item>
              ))}
            </List.Group>
          );
        })}
      </List.List>
    </List.Dialog>
  );
}
