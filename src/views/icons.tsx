import * as React from 'react';
import { LabIcon } from '@jupyterlab/ui-components';
import type { Severity, Status } from '../api/types';

/** Three steps and what joins them, in the shape of a leaf's veins. */
export const kaleIcon = new LabIcon({
  name: 'kale-ext:kale',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3 jp-icon-selectable" fill="none" stroke="#616161" stroke-width="2" stroke-linecap="round">
    <path d="M12 22V8.5M12 18c0-4 5.5-3 5.5-7M12 18c0-4-5.5-3-5.5-7"/>
  </g>
  <g class="jp-icon3 jp-icon-selectable" fill="#616161">
    <circle cx="12" cy="5" r="3.2"/><circle cx="5.5" cy="8.5" r="2.8"/><circle cx="18.5" cy="8.5" r="2.8"/>
  </g>
</svg>`
});

/** The mark of a status: a shape of its own for each, so that colour is not needed to tell them apart. */
export function StatusIcon(props: {
  status: Status | null;
  label?: string;
}): JSX.Element {
  const { status, label } = props;
  return (
    <svg
      className={`kale-StatusIcon kale-mod-${status ?? 'none'}`}
      viewBox="0 0 16 16"
      width="14"
      height="14"
      {...(label === undefined
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': label })}
    >
      {label !== undefined && <title>{label}</title>}
      {mark(status)}
    </svg>
  );
}

function mark(status: Status | null): JSX.Element {
  switch (status) {
    case 'running':
      return (
        <>
          <circle className="kale-track" cx="8" cy="8" r="6" />
          <path className="kale-spin kale-stroke" d="M8 2a6 6 0 0 1 6 6" />
        </>
      );
    case 'succeeded':
      return (
        <>
          <circle className="kale-fill" cx="8" cy="8" r="7" />
          <path className="kale-mark" d="M4.5 8.2 7 10.7l4.6-5" />
        </>
      );
    case 'failed':
      return (
        <>
          <path
            className="kale-fill"
            d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z"
          />
          <path className="kale-mark" d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" />
        </>
      );
    case 'cancelled':
      return (
        <>
          <circle className="kale-stroke" cx="8" cy="8" r="6" />
          <path className="kale-stroke" d="m3.8 12.2 8.4-8.4" />
        </>
      );
    case 'skipped':
      return (
        <>
          <circle className="kale-stroke kale-dashed" cx="8" cy="8" r="6" />
          <path className="kale-stroke" d="M5.2 8h5.6" />
        </>
      );
    case 'interrupted':
      return (
        <>
          <path className="kale-fill" d="M8 1.2 15.4 14.4H.6Z" />
          <path className="kale-mark" d="M8 5.8v4m0 2.2v.4" />
        </>
      );
    case 'waiting':
      return (
        <>
          <circle className="kale-stroke" cx="8" cy="8" r="6" />
          <path className="kale-stroke" d="M8 4.8V8l2.2 1.4" />
        </>
      );
    case null:
      return <circle className="kale-stroke" cx="8" cy="8" r="4" />;
  }
}

export function SeverityIcon(props: {
  severity: Severity;
  label: string;
}): JSX.Element {
  const { severity, label } = props;
  return (
    <svg
      className={`kale-StatusIcon kale-mod-${severity}`}
      viewBox="0 0 16 16"
      width="14"
      height="14"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {severity === 'error' && mark('failed')}
      {severity === 'warning' && mark('interrupted')}
      {severity === 'info' && (
        <>
          <circle className="kale-fill" cx="8" cy="8" r="7" />
          <path className="kale-mark" d="M8 7.2v4.4m0-7v.4" />
        </>
      )}
    </svg>
  );
}
