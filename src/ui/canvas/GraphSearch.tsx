import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { GraphView, LayerView } from '../../project/views/graphView.ts';
import type { Shape } from '../../core/tensor/tensor.ts';
import { openGraphSearch } from '../../store/actions/canvas.ts';
import { selectLayer } from '../../store/actions/view.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import { IconButton } from '../design/index.ts';
import { layerStop, type Scene } from './scene/buildScene.ts';
import { focusStop } from './useGraphKeys.ts';
import type { CanvasView } from './view/useCanvasView.ts';
import './GraphSearch.css';

/** Search over the graph: flies from match to match. */
export function GraphSearch({ scene, view }: { readonly scene: Scene; readonly view: CanvasView }) {
  const open = useStudio((state) => state.graphSearch);
  return open && <SearchBar scene={scene} view={view} />;
}

function SearchBar({ scene, view }: { readonly scene: Scene; readonly view: CanvasView }) {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const matches = useMemo(() => searchLayers(scene.graph, query), [scene.graph, query]);
  const match = matches[place % Math.max(matches.length, 1)];
  useEffect(() => {
    field.current?.focus();
  }, []);
  useEffect(() => {
    if (match) selectLayer(match.name);
  }, [match]);
  const step = (by: number) => {
    if (matches.length > 0) setPlace((place + by + matches.length) % matches.length);
    if (match && matches.length === 1) view.reveal(layerStop(match.name), 'fly');
  };
  const close = () => {
    openGraphSearch(false);
    const { graphStop } = studioStore.getState();
    const region = field.current?.closest<HTMLElement>('.graph') ?? null;
    if (graphStop !== null) focusStop(region, graphStop);
  };
  return (
    <search className="graph-search" aria-label="Search the graph">
      <input
        ref={field}
        type="text"
        value={query}
        placeholder="Name, type or shape of a layer"
        aria-label="Name, type or shape of a layer"
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.target.value);
          setPlace(0);
        }}
        onKeyDown={(event) => {
          const steps: Partial<Record<string, number>> = {
            Enter: event.shiftKey ? -1 : 1,
            ArrowDown: 1,
            ArrowUp: -1,
          };
          const by = steps[event.key];
          if (by === undefined && event.key !== 'Escape') return;
          event.preventDefault();
          if (by === undefined) close();
          else step(by);
        }}
      />
      <output className="graph-search-count">
        {query.trim() === '' ? '' : countOf(place, matches.length)}
      </output>
      <IconButton
        label="Previous match"
        keys="Shift+Enter"
        icon={<ChevronUp />}
        onClick={() => {
          step(-1);
        }}
      />
      <IconButton
        label="Next match"
        keys="Enter"
        icon={<ChevronDown />}
        onClick={() => {
          step(1);
        }}
      />
      <IconButton label="Close the search" keys="Escape" icon={<X />} onClick={close} />
    </search>
  );
}

function countOf(place: number, matches: number): string {
  return matches === 0 ? 'No match' : `${(place % matches) + 1} of ${matches}`;
}

/** Layers whose name, type, nested model or output shape ("48 x 48", as the graph writes it or with an x) holds all the words asked for. */
export function searchLayers({ layers }: GraphView, query: string): readonly LayerView[] {
  const words = query
    .toLowerCase()
    .replace(/(\d)\s*[x×]\s*(?=\d)/g, '$1×')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return [];
  return layers.filter(({ name, className, scope, outputShape }) => {
    const text = [name, className, ...scope].join(' ').toLowerCase();
    const sizes = outputShape?.slice(1) ?? [];
    return words.every((word) => text.includes(word) || holdsShape(sizes, word));
  });
}

/** Whether sizes that follow one another are those of a word such as "48×48". */
function holdsShape(sizes: Shape, word: string): boolean {
  return word.includes('×') && `×${sizes.join('×')}×`.includes(`×${word}×`);
}
