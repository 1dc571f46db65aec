import './NarrowNote.css';

/** Covers a window too narrow for the graph and says what the page needs. */
export function NarrowNote() {
  return (
    <div className="narrow-note">
      <h2>The studio needs a wider window</h2>
      <p>It shows a graph between two panels and works from 1024 pixels of width.</p>
      <p>Widen the window, zoom out, or open it on a computer. Your work is kept.</p>
    </div>
  );
}
