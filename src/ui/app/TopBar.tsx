import {
  BookOpen,
  ChevronRight,
  CircleHelp,
  FolderOpen,
  Moon,
  Redo2,
  Search,
  Sun,
  Undo2,
} from 'lucide-react';
import { Fragment } from 'react';
import { openDialog, setTheme } from '../../store/actions/interface.ts';
import { redo, undo } from '../../store/actions/plan.ts';
import { enterStage } from '../../store/actions/view.ts';
import { useHistory, useStudio } from '../../store/studioStore.ts';
import { Button, classNames, docsUrl, IconButton, Keys, Tooltip } from '../design/index.ts';
import type { StudioStage } from '../frame/define.ts';
import { useDarkTheme } from '../frame/useDarkTheme.ts';
import { pickFiles } from '../frame/pickFiles.ts';
import { stages } from './stages.ts';
import './TopBar.css';

/** Name, file, stages, history, help. */
export function TopBar() {
  const hasModel = useStudio(({ model }) => model !== null);
  return (
    <header className="top-bar">
      <div className="top-bar-start">
        <Logo />
        <h1>cnn2snn studio</h1>
        {hasModel && <FileName />}
      </div>
      {hasModel ? <Stepper /> : <span />}
      <div className="top-bar-end">
        {hasModel && <HistoryButtons />}
        <Tooltip text="Find a command" keys="Ctrl+K">
          <Button
            kind="quiet"
            className="top-bar-search"
            icon={<Search />}
            onClick={() => {
              openDialog('commands');
            }}
          >
            <span>Commands</span>
            <Keys keys="Ctrl+K" decorative />
          </Button>
        </Tooltip>
        <ThemeButton />
        <DocumentationLink />
        <IconButton
          label="Keys and help"
          keys="?"
          icon={<CircleHelp />}
          onClick={() => {
            openDialog('keys');
          }}
        />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const change = useStudio((state) => state.change);
  const canUndo = useHistory(({ pastStates }) => pastStates.length > 0);
  const next = useHistory(({ futureStates }) => futureStates.at(-1)?.change);
  return (
    <>
      <IconButton
        label={canUndo ? `Undo: ${change}` : 'Nothing to undo'}
        keys="Ctrl+Z"
        icon={<Undo2 />}
        aria-disabled={!canUndo}
        onClick={undo}
      />
      <IconButton
        label={next === undefined ? 'Nothing to redo' : `Redo: ${next}`}
        keys="Ctrl+Shift+Z"
        icon={<Redo2 />}
        aria-disabled={next === undefined}
        onClick={redo}
      />
    </>
  );
}

function DocumentationLink() {
  return (
    <Tooltip text="Documentation">
      <a
        className="button button-quiet button-medium icon-button"
        aria-label="Documentation"
        href={docsUrl({ kind: 'home' })}
        target="_blank"
        rel="noopener"
      >
        <BookOpen />
      </a>
    </Tooltip>
  );
}

function ThemeButton() {
  const dark = useDarkTheme();
  return (
    <IconButton
      label={dark ? 'Light theme' : 'Dark theme'}
      icon={dark ? <Sun /> : <Moon />}
      onClick={() => {
        setTheme(dark ? 'light' : 'dark');
      }}
    />
  );
}

/** The open file; a click opens another. */
function FileName() {
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

/** Our mark: a row of neurons of which one fires. Same drawing as public/favicon.svg. */
function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" width="24" height="24" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M4 20h6l2.5-3L16 7l3.5 16 2-3H28"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The stages of the work, with what is true of each under its name. */
function Stepper() {
  return (
    <nav className="stepper" aria-label="Stages">
      {stages.map((stage, i) => (
        <Fragment key={stage.id}>
          {i > 0 && <ChevronRight className="stepper-arrow" aria-hidden size={14} />}
          <Step stage={stage} />
        </Fragment>
      ))}
    </nav>
  );
}

function Step({ stage }: { readonly stage: StudioStage }) {
  const isCurrent = useStudio((state) => state.stage === stage.id);
  const text = useStudio((state) => stage.status(state).text);
  const tone = useStudio((state) => stage.status(state).tone);
  return (
    <button
      type="button"
      className={classNames('step', `step-${tone}`)}
      aria-current={isCurrent ? 'step' : undefined}
      onClick={() => {
        enterStage(stage.id);
      }}
    >
      <span className="step-name">{stage.label}</span>
      <span className="step-status">{text}</span>
    </button>
  );
}
