import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { deleteIcon } from '@jupyterlab/ui-components';
import type { Diagnostic } from '../api/types';
import { isLearnt } from '../model/learnt';
import { severityWord } from '../model/status';
import { IconButton } from './button';
import { SeverityIcon } from './icons';

export interface IProblemsProps {
  diagnostics: readonly Diagnostic[];
  trans: TranslationBundle;
  onJump: (diagnostic: Diagnostic) => void;
  onForget: () => void;
}

/** What the converter has to say, in the words it says everywhere; each leads to its place. */
export function Problems(props: IProblemsProps): JSX.Element {
  const { diagnostics, trans, onJump, onForget } = props;
  if (diagnostics.length === 0) {
    return <p className="kale-Hint">{trans.__('No problems found.')}</p>;
  }
  return (
    <ul className="kale-List" aria-label={trans.__('Problems')}>
      {diagnostics.map((diagnostic, index) => (
        <li key={index} className="kale-ProblemRow">
          <button
            type="button"
            className="kale-Problem"
            disabled={diagnostic.span === null}
            onClick={() => onJump(diagnostic)}
          >
            <SeverityIcon
              severity={diagnostic.severity}
              label={severityWord(diagnostic.severity, trans)}
            />
            <Text {...diagnostic} />
          </button>
          {isLearnt(diagnostic) && (
            <IconButton
              icon={deleteIcon}
              label={trans.__('Forget what runs have shown…')}
              onClick={onForget}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The text as the terminal prints it, to the letter: what and where, then the source line and what to do. */
function Text(props: { text: string; remedy: string }): JSX.Element {
  const { text, remedy } = props;
  const head = text.includes('\n') ? text.indexOf('\n') + 1 : text.length;
  // Marks under a source line must not be wrapped away from it; advice may be wrapped.
  const tail =
    remedy !== '' && text.endsWith(remedy)
      ? Math.max(head, text.lastIndexOf('\n', text.length - remedy.length) + 1)
      : text.length;
  return (
    <span className="kale-Problem-text">
      {text.slice(0, head)}
      <span className="kale-Problem-source">{text.slice(head, tail)}</span>
      <span className="kale-Problem-remedy">{text.slice(tail)}</span>
    </span>
  );
}
