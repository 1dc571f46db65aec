/** How the learning rate goes over a training. */
export type Schedule =
  | { readonly type: 'constant' }
  /** Down to zero along half a cosine. */
  | { readonly type: 'cosine' }
  /** Times `factor` (default 0.1) after every `epochs` epochs (default: each third of the training). */
  | { readonly type: 'step'; readonly epochs?: number; readonly factor?: number };

/**
 * Factor on the learning rate before a step.
 * @param progress  steps done of all steps of the training, 0 .. 1
 * @param epoch  epochs done, fractions included
 * @source cosine: Loshchilov, Hutter: SGDR, https://arxiv.org/abs/1608.03983, one period
 */
export function scheduleFactor(schedule: Schedule, progress: number, epoch: number): number {
  switch (schedule.type) {
    case 'constant':
      return 1;
    case 'cosine':
      return 0.5 * (1 + Math.cos(Math.PI * Math.min(progress, 1)));
    case 'step': {
      const { epochs, factor = 0.1 } = schedule;
      return factor ** Math.floor(epochs === undefined ? 3 * progress : epoch / epochs);
    }
  }
}
