import { openDialog } from '../../../store/actions/interface.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Dialog, Keys } from '../../design/index.ts';
import { commandGroups } from '../../frame/define.ts';
import { commands } from './index.ts';
import './KeyMap.css';

/** All keys in one window. */
export default function KeyMap() {
  const open = useStudio(({ dialog }) => dialog === 'keys');
  return (
    <Dialog
      open={open}
      onClose={() => {
        openDialog(null);
      }}
      title="Keys"
      description="On a Mac, Ctrl is Command."
      size="large"
    >
      <div className="key-map">
        {commandGroups.map((group) => {
          const members = commands.filter(
            ({ keys, group: of }) => keys !== undefined && of === group,
          );
          return members.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              <ul>
                {members.map(({ id, label, keys }) => (
                  <li key={id}>
                    <span>{label}</span>
                    <Keys keys={keys ?? ''} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
