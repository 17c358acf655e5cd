import { Token } from '@lumino/coreutils';
import type { PanelModel } from './model/panel';

/** The panel's model, for other extensions that want to follow or drive it. */
export const IKalePanel = new Token<PanelModel>(
  'kale-ext:IKalePanel',
  'The model of the Kale panel: the current notebook, its pipeline and its runs.'
);

/** The commands, as settings, shortcuts and other extensions name them. */
export namespace CommandIDs {
  export const openPanel = 'kale:open-panel';
  export const run = 'kale:run';
  export const cancel = 'kale:cancel';
  export const resume = 'kale:resume';
  export const openExecuted = 'kale:open-executed';
  export const check = 'kale:check';
  export const suggest = 'kale:suggest';
  export const forget = 'kale:forget';
}
