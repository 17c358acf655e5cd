import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Division } from '../api/types';
import { kaleIcon } from './icons';

/** What the panel says where there is no pipeline to show. */
export function Empty(props: {
  title: string;
  lines: readonly string[];
  action?: { label: string; onClick: () => void };
}): JSX.Element {
  const { title, lines, action } = props;
  return (
    <div className="kale-Empty" role="status">
      <kaleIcon.react tag="span" width="40px" className="kale-Empty-icon" />
      <h3>{title}</h3>
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {action !== undefined && (
        <button
          type="button"
          className="jp-mod-styled"
          onClick={action.onClick}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}

/** Shown above the graph of a notebook without tags: what that means, and what one click can do about it. */
export function Untagged(props: {
  division: Division;
  trans: TranslationBundle;
  onDivision: (division: Division) => void;
  onSuggest: () => void;
}): JSX.Element | null {
  const { division, trans, onDivision, onSuggest } = props;
  if (division !== 'tags') {
    return null;
  }
  const offers: [Division, string][] = [
    ['headings', trans.__('By headings')],
    ['cells', trans.__('Each cell')]
  ];
  return (
    <div className="kale-Untagged">
      <p>
        {trans.__(
          'No cell has a tag yet, so this notebook runs as one step. Divide it:'
        )}
      </p>
      <div className="kale-Untagged-offers">
        <button
          type="button"
          className="jp-mod-styled jp-mod-accept"
          title={trans.__(
            'From its headings and from what its cells need of each other; nothing is changed until you accept'
          )}
          onClick={onSuggest}
        >
          {trans.__('Suggest steps')}
        </button>
        {offers.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="jp-mod-styled"
            onClick={() => onDivision(value)}
          >
            {label}
          </button>
        ))}
      </div>
      <details>
        <summary>{trans.__('Or give cells tags')}</summary>
        <p>
          {trans.__(
            'Select a cell, open the Property Inspector (right sidebar) and add cell tags:'
          )}
        </p>
        <dl>
          <dt>
            <code>step:train</code>
          </dt>
          <dd>
            {trans.__(
              'begins the step "train"; cells without a tag belong to the step before'
            )}
          </dd>
          <dt>
            <code>imports</code>, <code>functions</code>
          </dt>
          <dd>{trans.__('what every step begins with')}</dd>
          <dt>
            <code>pipeline-parameters</code>
          </dt>
          <dd>{trans.__('plain values that can be set for each run')}</dd>
          <dt>
            <code>skip</code>
          </dt>
          <dd>{trans.__('left out of the pipeline')}</dd>
        </dl>
      </details>
    </div>
  );
}
