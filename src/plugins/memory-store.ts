import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { IMemoryStore, Memory } from '../model/memory';
import { memoryOf } from '../model/memory';

/** Memories in Lab's state database, or for this page only where there is none. */
export class MemoryStore implements IMemoryStore {
  constructor(private readonly _state: IStateDB | null) {}

  async load(path: string): Promise<Memory> {
    const recent = this._recent.get(path);
    if (recent !== undefined) {
      return recent;
    }
    return memoryOf(await this._state?.fetch(key(path)));
  }

  save(path: string, memory: Memory): void {
    this._recent.set(path, memory);
    void this._state?.save(
      key(path),
      memory as unknown as ReadonlyPartialJSONValue
    );
  }

  private readonly _recent = new Map<string, Memory>();
}

function key(path: string): string {
  return `kale-ext:notebook:${path}`;
}
