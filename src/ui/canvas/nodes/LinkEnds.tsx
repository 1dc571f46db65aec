import './LinkEnds.css';

/**
 * Where links begin and end: React Flow measures these once a node is drawn. They are not its `Handle`s, which nobody
 * needs where links cannot be made and which cost more than the rest of a node seen from afar.
 */
export function LinkEnds() {
  return (
    <>
      <div className="link-end target" data-handlepos="top" />
      <div className="link-end source" data-handlepos="bottom" />
    </>
  );
}
