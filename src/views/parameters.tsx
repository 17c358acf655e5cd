import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { undoIcon } from '@jupyterlab/ui-components';
import type { Parameter } from '../api/types';
import type { Raw } from '../model/parameters';
import { parse, rawOf } from '../model/parameters';
import { IconButton } from './button';

export interface IParametersProps {
  parameters: readonly Parameter[];
  edits: ReadonlyMap<string, Raw>;
  /** What the server said of a value, and of which parameter's. */
  refusal: { name: string; message: string } | null;
  trans: TranslationBundle;
  /** null puts the default back. */
  onEdit: (name: string, raw: Raw | null) => void;
}

/** The values for the next run; the notebook itself keeps its own. */
export function Parameters(props: IParametersProps): JSX.Element {
  const { parameters, trans } = props;
  if (parameters.length === 0) {
    return (
      <p className="kale-Hint">
        {trans.__(
          'No parameters. Tag a cell that assigns plain values with "pipeline-parameters", and they can be set here for each run.'
        )}
      </p>
    );
  }
  return (
    <form
      className="kale-Parameters"
      aria-label={trans.__('Parameters')}
      onSubmit={event => event.preventDefault()}
    >
      {parameters.map(parameter => (
        <Field key={parameter.name} parameter={parameter} {...props} />
      ))}
    </form>
  );
}

function Field(
  props: IParametersProps & { parameter: Parameter }
): JSX.Element {
  const { parameter, edits, refusal, trans, onEdit } = props;
  const { name } = parameter;
  const usual = rawOf(parameter, parameter.default);
  const raw = edits.get(name) ?? usual;
  const edited = edits.has(name);
  const parsed = edited ? parse(parameter, raw, trans) : null;
  const error =
    parsed !== null && !parsed.ok
      ? parsed.error
      : refusal?.name === name
        ? refusal.message
        : '';
  const id = `kale-parameter-${name}`;
  const shared = {
    id,
    'aria-invalid': error !== '',
    'aria-describedby': `${id}-note`
  };
  const change = (value: Raw): void =>
    onEdit(name, value === usual ? null : value);
  return (
    <div className={`kale-Field${error === '' ? '' : ' kale-mod-bad'}`}>
      <div className="kale-Field-head">
        <label htmlFor={id} title={parameter.description || name}>
          {name}
        </label>
        <span className="kale-dim">{parameter.type}</span>
        {edited && (
          <IconButton
            icon={undoIcon}
            label={trans.__('Put the default of %1 back', name)}
            onClick={() => onEdit(name, null)}
          />
        )}
      </div>
      {typeof raw === 'boolean' ? (
        <input
          {...shared}
          type="checkbox"
          checked={raw}
          onChange={event => change(event.currentTarget.checked)}
        />
      ) : (
        <TextField
          {...shared}
          parameter={parameter}
          raw={raw}
          onChange={change}
        />
      )}
      <div className="kale-Field-note" id={`${id}-note`}>
        {error !== '' ? (
          <span className="kale-bad" role="alert">
            {error}
          </span>
        ) : (
          <>
            {parameter.description !== '' && (
              <span className="kale-dim">{parameter.description} </span>
            )}
            {edited && (
              <span className="kale-dim">
                {trans.__('Default: %1', JSON.stringify(parameter.default))}
              </span>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function TextField(props: {
  parameter: Parameter;
  raw: string;
  id: string;
  onChange: (raw: string) => void;
}): JSX.Element {
  const { parameter, raw, onChange, ...shared } = props;
  const { type } = parameter;
  if (type === 'list' || type === 'dict' || raw.includes('\n')) {
    return (
      <textarea
        {...shared}
        className="jp-mod-styled"
        rows={Math.min(6, 1 + raw.split('\n').length)}
        spellCheck={false}
        value={raw}
        onChange={event => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <input
      {...shared}
      className="jp-mod-styled"
      type="text"
      inputMode={
        type === 'int' ? 'numeric' : type === 'float' ? 'decimal' : 'text'
      }
      spellCheck={false}
      value={raw}
      placeholder={parameter.optional ? 'None' : ''}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
