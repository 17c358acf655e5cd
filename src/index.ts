import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { panel } from './plugins/panel';
import { runsDrive } from './plugins/runs-drive';

export { CommandIDs, IKalePanel } from './tokens';

const plugins: JupyterFrontEndPlugin<unknown>[] = [panel, runsDrive];

export default plugins;
