import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startStudio } from './store/startStudio.ts';
import { App } from './ui/app/App.tsx';
import './ui/design/tokens.css';
import './ui/design/base.css';

startStudio();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
