import { Handle, Position } from '@xyflow/react';
import './LinkEnds.css';

/** Where links begin and end. React Flow measures these once a node is drawn; nobody sees or grabs them. */
export function LinkEnds() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className="link-end" />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className="link-end" />
    </>
  );
}
