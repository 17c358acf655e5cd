import * as React from 'react';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LogBlock, StepLog } from '../model/log';
import { Rendered } from './rendered';

/** Pixels from the end within which the reader counts as being there. */
const NEAR = 24;

export interface ILogProps {
  log: StepLog;
  /** Whether more is to come: then the end is what matters, else the beginning. */
  isLive: boolean;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}

/** What a step puts out, as it comes; follows the end until the reader scrolls up. */
export function Log(props: ILogProps): JSX.Element {
  const { log, rendermime, trans } = props;
  const view = useRef<HTMLDivElement>(null);
  const following = useRef(props.isLive);

  useEffect(() => {
    const node = view.current;
    if (node === null) {
      return undefined;
    }
    // Renderers draw later than React does, so what is drawn is watched, not what is asked for.
    const follow = (): void => {
      if (following.current) {
        node.scrollTop = node.scrollHeight;
      }
    };
    const observer = new MutationObserver(follow);
    observer.observe(node, {
      childList: true,
      subtree: true,
      characterData: true
    });
    follow();
    return () => observer.disconnect();
  }, []);

  return (
    <div
      className="kale-Log"
      role="log"
      aria-label={trans.__('Output')}
      tabIndex={0}
      ref={view}
      onScroll={event => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        following.current = scrollHeight - scrollTop - clientHeight < NEAR;
      }}
    >
      {log.cut && (
        <div className="kale-dim">
          {trans.__('Earlier output is in the executed notebook.')}
        </div>
      )}
      {log.blocks.map(block => (
        <Block key={block.key} block={block} rendermime={rendermime} />
      ))}
    </div>
  );
}

const Block = memo(function Block(props: {
  block: LogBlock;
  rendermime: IRenderMimeRegistry;
}): JSX.Element {
  const { block, rendermime } = props;
  const data = useMemo(
    () =>
      block.kind === 'rich'
        ? block.data
        : {
            [`application/vnd.jupyter.${block.kind === 'stdout' ? 'stdout' : 'stderr'}`]:
              block.text
          },
    [block]
  );
  return (
    <div className={`kale-Log-block kale-mod-${block.kind}`}>
      <Rendered
        rendermime={rendermime}
        data={data}
        metadata={block.kind === 'rich' ? block.metadata : undefined}
      />
    </div>
  );
});
