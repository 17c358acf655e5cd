import * as React from 'react';
import type { LabIcon } from '@jupyterlab/ui-components';

/** A small button with an icon and no words, as in Lab's own panels; `label` is its name and tooltip. */
export function IconButton(props: {
  icon: LabIcon;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}): JSX.Element {
  const { icon: Icon, label, disabled, onClick } = props;
  return (
    <button
      type="button"
      className="kale-IconButton jp-Button jp-mod-minimal"
      title={label}
      aria-label={label}
      disabled={disabled}
      onClick={event => {
        event.stopPropagation();
        onClick();
      }}
    >
      <Icon.react tag="span" width="14px" />
    </button>
  );
}

/** A word that leads somewhere, as "cell 4, line 2" does. */
export function Link(props: {
  title?: string;
  onClick: () => void;
  children: React.ReactNode;
}): JSX.Element {
  return (
    <button
      type="button"
      className="kale-Link"
      title={props.title}
      onClick={event => {
        event.stopPropagation();
        props.onClick();
      }}
    >
      {props.children}
    </button>
  );
}
