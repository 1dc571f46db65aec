import { Info } from 'lucide-react';
import { Tooltip } from '../design/index.ts';
import { defineInspectorSection, useDetails } from './define.ts';

/** The layer's configuration, each entry with its meaning. */
export const configSection = defineInspectorSection({
  id: 'config',
  title: 'Configuration',
  shows: (_layer, details) => (details?.config.length ?? 0) > 0,
  Content: Config,
});

function Config() {
  const details = useDetails();
  return (
    <table className="config-table">
      <caption className="visually-hidden">Configuration</caption>
      <tbody>
        {details?.config.map(({ key, value, doc }) => (
          <tr key={key}>
            <th scope="row" className="code">
              {doc === null ? (
                key
              ) : (
                <Tooltip text={doc} side="left">
                  <button type="button" className="config-key code">
                    {key}
                    <Info size={12} aria-hidden />
                    <span className="visually-hidden">: {doc}</span>
                  </button>
                </Tooltip>
              )}
            </th>
            <td className="code">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
