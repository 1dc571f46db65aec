import { tickFixes, itemKey } from '../../store/actions/fixes.ts';
import type { RepairItem } from '../../project/repairs.ts';
import type { Checklist } from '../../store/slices/problems.ts';
import { Badge } from '../design/index.ts';
import './FixChecklist.css';

/** Every kind of fix that helps, to be ticked: what it does, on how many layers, and what it costs. */
export function FixChecklist({ offered, chosen }: Checklist) {
  return (
    <fieldset className="fix-checklist">
      <legend className="visually-hidden">Fixes to be done</legend>
      <ul>
        {offered.map((item) => {
          const key = itemKey(item);
          const isChosen = chosen.includes(key);
          return (
            <li key={key}>
              <label className="fix-item">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={() => {
                    void tickFixes(
                      isChosen ? chosen.filter((other) => other !== key) : [...chosen, key],
                    );
                  }}
                />
                <span className="fix-item-title">{fixTitle(item.pass)}</span>
                <span className="fix-item-layers">{layersText(item)}</span>
                <Badge tone={item.exact ? 'ok' : 'hardware'}>
                  {item.exact ? 'Same outputs' : 'Changes the function'}
                </Badge>
              </label>
              <details className="fix-item-more">
                <summary>{costText(item)}</summary>
                <ul className="fix-preview-changes">
                  {item.describe.map((text, n) => (
                    <li key={n}>{text}</li>
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

/** @example fixTitle('join-depthwise') is 'Join depthwise' */
export function fixTitle(pass: string): string {
  const words = pass.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function layersText({ layers }: RepairItem): string {
  return layers.length === 1 ? (layers[0] ?? '') : `${layers.length} layers`;
}

/** What a kind of fix gains, and what it costs: errors that go, weights that come. */
function costText({ errors, parameters }: RepairItem): string {
  const gain =
    errors > 0 ? `${errors} fewer ${errors === 1 ? 'problem' : 'problems'}` : 'no fewer problems';
  if (parameters === 0) return gain;
  const weights = Math.abs(parameters).toLocaleString('en');
  return `${gain}, ${weights} ${parameters > 0 ? 'more' : 'fewer'} weights`;
}
