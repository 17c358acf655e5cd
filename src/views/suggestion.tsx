import * as React from 'react';
import { useEffect, useRef } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import type { CellSuggestion, Suggestion } from '../api/types';
import type { Group } from '../model/suggested';
import { groupsOf, offers } from '../model/suggested';
import type { SuggestionModel } from '../model/suggestion';
import { IconButton, Link } from './button';

export interface ISuggestedProps {
  model: SuggestionModel;
  trans: TranslationBundle;
  onAccept: () => void;
  onJump: (cell: string) => void;
}

/** A proposal of steps: what each is, which cells it has and why, and what could be skipped. */
export function Suggested(props: ISuggestedProps): JSX.Element {
  const { model, trans, onAccept } = props;
  const { proposal, error } = model;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const dismiss = (
    <button
      type="button"
      className="jp-mod-styled"
      onClick={() => model.dismiss()}
    >
      {trans.__('Dismiss')}
    </button>
  );
  return (
    <section
      className="kale-Suggested"
      aria-label={trans.__('Suggested steps')}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          model.dismiss();
        }
      }}
    >
      <h3 ref={title} tabIndex={-1}>
        {trans.__('Suggested steps')}
      </h3>
      {error !== null ? (
        <p role="alert">{[error.message, error.remedy].join(' ')}</p>
      ) : proposal === null ? (
        <p role="status">{trans.__('Reading the notebook…')}</p>
      ) : (
        <>
          {proposal.note !== '' && <p role="status">{proposal.note}</p>}
          <Groups {...props} proposal={proposal} />
          <SkipAll model={model} proposal={proposal} trans={trans} />
        </>
      )}
      <div className="kale-Untagged-offers">
        {proposal !== null && proposal.cells.length > 0 && (
          <button
            type="button"
            className="jp-mod-styled jp-mod-accept"
            disabled={!model.isFresh}
            title={trans.__(
              'Write these tags into the notebook, as one change'
            )}
            onClick={onAccept}
          >
            {trans.__('Accept')}
          </button>
        )}
        {dismiss}
      </div>
    </section>
  );
}

function Groups(
  props: ISuggestedProps & { proposal: Suggestion }
): JSX.Element {
  const { proposal, trans } = props;
  return (
    <ol className="kale-List" aria-label={trans.__('Proposed tags')}>
      {groupsOf(proposal).map(group => (
        <li
          key={group.tag}
          className={`kale-Suggested-group ${group.isStep ? 'kale-mod-step' : ''}`}
        >
          <div className="kale-Suggested-head">
            <code>{group.isStep ? group.name : group.tag}</code>
            <Cells {...props} group={group} />
          </div>
          <div className="kale-dim">{group.why}</div>
          {group.after.length > 0 && (
            <div className="kale-dim">
              {trans.__('after %1', group.after.join(', '))}
            </div>
          )}
          {group.cells
            .filter(cell => cell.skip !== '')
            .map(cell => (
              <Offer key={cell.cell} {...props} cell={cell} />
            ))}
        </li>
      ))}
    </ol>
  );
}

/** The cells of a group, each a way to it. */
function Cells(props: ISuggestedProps & { group: Group }): JSX.Element {
  const { group, model, trans, onJump } = props;
  const { cells } = group;
  return (
    <span className="kale-Suggested-cells">
      {trans._n('cell', 'cells', cells.length)}{' '}
      {cells.map((cell, place) => (
        <React.Fragment key={cell.cell}>
          {place > 0 && ' '}
          <Link
            title={model.lineOf(cell.index)}
            onClick={() => onJump(cell.cell)}
          >
            {cell.index}
          </Link>
        </React.Fragment>
      ))}
    </span>
  );
}

function Offer(props: ISuggestedProps & { cell: CellSuggestion }): JSX.Element {
  const { cell, model, trans } = props;
  return (
    <label className="kale-Suggested-offer" title={cell.skip}>
      <input
        type="checkbox"
        checked={model.skipped.has(cell.cell)}
        onChange={event => model.skip(cell.cell, event.currentTarget.checked)}
      />
      <span>
        {trans.__('Skip cell %1', cell.index)}{' '}
        <code>{model.lineOf(cell.index)}</code>
      </span>
    </label>
  );
}

function SkipAll(props: {
  model: SuggestionModel;
  proposal: Suggestion;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { model, proposal, trans } = props;
  const count = offers(proposal).length;
  if (count === 0) {
    return null;
  }
  return (
    <label className="kale-Suggested-offer">
      <input
        type="checkbox"
        checked={model.skipped.size >= count}
        onChange={event => model.skipAll(event.currentTarget.checked)}
      />
      <span>
        {trans._n(
          'Skip the cell that only shows something',
          'Skip all %1 cells that only show something',
          count
        )}
      </span>
    </label>
  );
}

/** The word that a proposal was accepted, and the way back. */
export function Applied(props: {
  count: number;
  trans: TranslationBundle;
  onUndo: () => void;
  onDismiss: () => void;
}): JSX.Element {
  const { count, trans, onUndo, onDismiss } = props;
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <div
      className="kale-Applied"
      role="status"
      onKeyDown={event => {
        if ((event.ctrlKey || event.metaKey) && event.key === 'z') {
          event.preventDefault();
          onUndo();
        }
      }}
    >
      <span>
        {trans._n(
          'The steps are in the notebook now, as the tag of %1 cell.',
          'The steps are in the notebook now, as tags of %1 cells.',
          count
        )}
      </span>
      <button
        ref={undo}
        type="button"
        className="jp-mod-styled"
        title={trans.__('Take all these tags out of the notebook again')}
        onClick={onUndo}
      >
        {trans.__('Undo')}
      </button>
      <IconButton
        icon={closeIcon}
        label={trans.__('Close this message')}
        onClick={onDismiss}
      />
    </div>
  );
}
