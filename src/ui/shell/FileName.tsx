import { FolderOpen } from 'lucide-react';
import { useStudio } from '../../store/studioStore.ts';
import { Tooltip } from '../design/index.ts';
import './FileName.css';
import { pickFiles } from './pickFiles.ts';

/** The open file; a click opens another. */
export function FileName() {
  const name = useStudio(({ model }) => model?.name);
  const session = useStudio((state) => state.session);
  return (
    <Tooltip
      text={
        session.status === 'failed'
          ? `Not kept in this browser: ${session.reason}`
          : 'Open another file'
      }
      keys="Ctrl+O"
    >
      <button type="button" className="file-name" onClick={pickFiles}>
        <FolderOpen aria-hidden size={14} />
        <span className="code">{name}</span>
      </button>
    </Tooltip>
  );
}
