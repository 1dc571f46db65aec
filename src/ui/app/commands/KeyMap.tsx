import { version } from '../../../../package.json';
import { openDialog } from '../../../store/actions/interface.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Dialog, DocsLink, Keys } from '../../design/index.ts';
import { commandGroups } from '../../frame/define.ts';
import { commands } from './index.ts';
import './KeyMap.css';

/** Keys that work where the focus is, and are no commands. */
const GRAPH_KEYS = [
  ['Walk the layers', ['Up', 'Down']],
  ['Walk the blocks', ['Left', 'Right']],
  ['First and last layer', ['Home', 'End']],
  ['Open a layer, fold or unfold a group', ['Enter']],
  ['Edit the bits of a layer', ['B']],
] as const;

/** All keys in one window, and what else helps. */
export default function KeyMap() {
  const open = useStudio(({ dialog }) => dialog === 'keys');
  return (
    <Dialog
      open={open}
      onClose={() => {
        openDialog(null);
      }}
      title="Keys and help"
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
        <section>
          <h3>On the graph</h3>
          <ul>
            {GRAPH_KEYS.map(([label, keys]) => (
              <li key={label}>
                <span>{label}</span>
                <span className="key-map-keys">
                  {keys.map((key) => (
                    <Keys key={key} keys={key} />
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <p className="key-map-help">
        <DocsLink page={{ kind: 'home' }}>Documentation</DocsLink>
        <DocsLink page={{ kind: 'glossary' }}>Glossary</DocsLink>
        <span>cnn2snn-studio {version}</span>
      </p>
    </Dialog>
  );
}
