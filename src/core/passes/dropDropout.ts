import { graphOfChain } from '../ir/graph.ts';
import { roleOf } from '../analysis/blocks.ts';
import { definePass } from './define.ts';

/** Drops Dropout and its kin: at inference they hand their input through. */
export const dropDropout = definePass({
  id: 'drop-dropout',
  doc: 'Removes dropout layers, which do nothing at inference.',
  source:
    'docs/reference/integer-semantics.md#passes-before-converting; cnn2snn 2.3.6 transforms/sequential.py',
  apply: (graph) => {
    const kept = graph.layers.filter((node) => roleOf(node) !== 'dropout');
    return kept.length === graph.layers.length ? graph : graphOfChain(graph, kept);
  },
});
