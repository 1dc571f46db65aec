import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { TooltipProvider } from '../design/index.ts';
import { IdleNeurons } from './IdleNeurons.tsx';

it('says how many neurons can go, and what that saves', () => {
  const markup = renderToStaticMarkup(
    <TooltipProvider>
      <IdleNeurons idle={{ neurons: 26, of: 512, bytes: 12_000 }} />
    </TooltipProvider>,
  );
  expect(markup).toContain('26 of 512 neurons change nothing');
  expect(markup).toContain('Download without them');
});
