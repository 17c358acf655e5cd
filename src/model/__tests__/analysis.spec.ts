import { ApiError } from '../../api/errors';
import type { Analysis, AnalysisRequest } from '../../api/types';
import { AnalysisModel } from '../analysis';
import { FakeDocument, settled } from './doubles';

const answer = (mermaid: string): Analysis => ({
  pipeline: null,
  diagnostics: [],
  ok: true,
  mermaid
});

interface Question {
  request: AnalysisRequest;
  resolve: (analysis: Analysis) => void;
  reject: (error: unknown) => void;
}

function begin(): {
  document: FakeDocument;
  model: AnalysisModel;
  questions: Question[];
} {
  const questions: Question[] = [];
  const document = new FakeDocument();
  const model = new AnalysisModel(
    {
      analyse: request =>
        new Promise((resolve, reject) =>
          questions.push({ request, resolve, reject })
        )
    },
    document
  );
  return { document, model, questions };
}

describe('analysing the notebook in the editor', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks nothing while nobody looks, and at once when somebody does', async () => {
    const { document, model, questions } = begin();
    document.changed.emit();
    jest.runAllTimers();
    await settled();
    expect(questions).toHaveLength(0);
    model.active = true;
    await settled();
    expect(questions).toHaveLength(1);
  });

  it('waits until the user rests, then asks once', async () => {
    const { document, model, questions } = begin();
    model.active = true;
    await settled();
    for (let stroke = 0; stroke < 5; stroke += 1) {
      document.changed.emit();
      jest.advanceTimersByTime(200);
    }
    await settled();
    expect(questions).toHaveLength(1);
    jest.advanceTimersByTime(300);
    await settled();
    expect(questions).toHaveLength(2);
  });

  it('drops an answer that a newer question has overtaken', async () => {
    const { model, questions } = begin();
    model.active = true;
    await settled();
    model.refresh();
    await settled();
    questions[1]?.resolve(answer('new'));
    await settled();
    questions[0]?.resolve(answer('old'));
    await settled();
    expect(model.result?.mermaid).toBe('new');
  });

  it('keeps the last good result beside an error, and clears the error by the next', async () => {
    const { model, questions } = begin();
    model.active = true;
    await settled();
    questions[0]?.resolve(answer('good'));
    await settled();
    model.refresh();
    await settled();
    questions[1]?.reject(new ApiError('offline', 'away'));
    await settled();
    expect(model.result?.mermaid).toBe('good');
    expect(model.error?.code).toBe('offline');
    model.refresh();
    await settled();
    questions[2]?.resolve(answer('again'));
    await settled();
    expect(model.error).toBeNull();
  });

  it('sends the content without outputs, and a division only when one is chosen', async () => {
    const { document, model, questions } = begin();
    const output = { cell_type: 'code', source: 'x', outputs: ['large'] };
    document.cells = [output];
    model.active = true;
    await settled();
    expect(questions[0]?.request).toEqual({
      path: 'n.ipynb',
      content: { cells: [{ ...output, outputs: [] }], metadata: {} }
    });
    expect(output.outputs).toEqual(['large']);
    model.division = 'cells';
    await settled();
    expect(questions[1]?.request.division).toBe('cells');
  });

  it('does not bother the server with a notebook that has no code', async () => {
    const { document, model, questions } = begin();
    document.cells = [];
    model.active = true;
    await settled();
    expect(questions).toHaveLength(0);
    expect(model.kind).toBe('empty');
  });
});
