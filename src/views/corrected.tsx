import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SeenEffect } from '../api/types';
import type { Correction } from '../model/correction';
import { whereSeen } from '../model/correction';
import { Link } from './button';
import { SeverityIcon } from './icons';

/** More than so many are folded away at first, so that the graph stays in view. */
const FEW = 3;

export interface ICorrectedProps {
  correction: Correction;
  /** Whether the run is under way. */
  isLive: boolean;
  trans: TranslationBundle;
  onJump: (effect: SeenEffect) => void;
  onSelect: (step: string) => void;
}

/** That a run has corrected its plan: what was seen, what ran again for it, and what comes of it. */
export function Corrected(props: ICorrectedProps): JSX.Element {
  const { correction, trans, onJump } = props;
  const { effects, unkept } = correction;
  return (
    <details className="kale-Corrected" open={effects.length <= FEW}>
      <summary>
        <SeverityIcon severity="info" label={trans.__('Information')} />
        {trans.__('The plan was corrected')}
      </summary>
      <ul className="kale-List" aria-label={trans.__('What was seen')}>
        {effects.map(effect => (
          <li key={`${effect.cell_id} ${effect.text}`}>
            <Link
              title={trans.__('Go to this line in the notebook')}
              onClick={() => onJump(effect)}
            >
              {whereSeen(effect, trans)}
            </Link>{' '}
            {effect.text}
          </li>
        ))}
      </ul>
      <Again {...props} />
      <p className="kale-dim">
        {unkept === ''
          ? trans.__(
              'It was kept for later runs, in .kale/learnt beside the notebook.'
            )
          : trans.__(
              'It could not be kept for later runs, which will find it out again: %1',
              unkept
            )}
      </p>
    </details>
  );
}

/** Which steps ran again, each a way to it. */
function Again(props: ICorrectedProps): JSX.Element {
  const { correction, isLive, trans, onSelect } = props;
  const { again } = correction;
  if (again.length === 0) {
    return (
      <p>
        {trans.__(
          'The analysis had not seen it; no step had to run again for it.'
        )}
      </p>
    );
  }
  return (
    <p>
      {isLive
        ? trans.__('The analysis had not seen it, so these run again:')
        : trans.__('The analysis had not seen it, so these ran again:')}{' '}
      {again.map((step, place) => (
        <React.Fragment key={step}>
          {place > 0 && ', '}
          <Link
            title={trans.__('Show this step')}
            onClick={() => onSelect(step)}
          >
            {step || trans.__('Imports and parameters')}
          </Link>
        </React.Fragment>
      ))}
    </p>
  );
}
