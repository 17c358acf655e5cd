import * as React from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { IRenderMime } from '@jupyterlab/rendermime';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { MimeModel } from '@jupyterlab/rendermime';
import type { PartialJSONObject } from '@lumino/coreutils';
import type { Json } from '../api/types';

/** An output as a notebook shows it, by Lab's own renderer, untrusted. */
export function Rendered(props: {
  rendermime: IRenderMimeRegistry;
  data: { [mime: string]: Json };
  metadata?: { [key: string]: Json };
}): JSX.Element {
  const { rendermime, data, metadata } = props;
  const host = useRef<HTMLDivElement>(null);
  const renderer = useRef<IRenderMime.IRenderer | null>(null);
  const mime = rendermime.preferredMimeType(
    data as PartialJSONObject,
    'ensure'
  );

  useLayoutEffect(() => {
    if (mime === undefined) {
      return undefined;
    }
    const made = rendermime.createRenderer(mime);
    renderer.current = made;
    host.current?.appendChild(made.node);
    return () => {
      made.node.remove();
      made.dispose();
      renderer.current = null;
    };
  }, [rendermime, mime]);

  useEffect(() => {
    void renderer.current?.renderModel(
      new MimeModel({
        data: data as PartialJSONObject,
        metadata: (metadata ?? {}) as PartialJSONObject,
        trusted: false
      })
    );
  }, [mime, data, metadata]);

  return <div className="kale-Rendered jp-OutputArea-output" ref={host} />;
}
