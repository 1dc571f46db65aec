import { tickFixes, itemKey } from '../../store/actions/fixes.ts';
import type { RepairItem } from '../../project/repairs.ts';
import type { Checklist } from '../../store/slices/problems.ts';
import { Badge, Button } from '../design/index.ts';
import { ExactBadge } from './FixPreviewPane.tsx';
import './FixChecklist.css';

/** Every kind of fix that helps, to be ticked: what it does, on how many layers, and what it costs. */
export function FixChecklist({ offered, chosen }: Checklist) {
  const all = offered.map(itemKey);
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
                <Badge>{layersText(item)}</Badge>
                <span className="fix-item-cost">{costText(item)}</span>
                <ExactBadge exact={item.exact} />
              </label>
              <details className="fix-item-more">
                <summary>{item.describe[0]}</summary>
                {item.describe.length > 1 && (
                  <ul className="fix-preview-changes">
                    {item.describe.slice(1).map((text, i) => (
                      <li key={i}>{text}</li>
                    ))}
                  </ul>
                )}
              </details>
            </li>
          );
        })}
      </ul>
      {chosen.length < all.length && (
        <Button size="small" onClick={() => void tickFixes(all)}>
          Tick all
        </Button>
      )}
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
