import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

/** What a layer may not import: layers go downwards only (api, model, views, plugins). */
const floor = (files, forbidden, message) => ({
  files,
  ignores: ['**/__tests__/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ group: forbidden, message }] }
    ]
  }
});

export default ts.config(
  { ignores: ['lib', 'node_modules', 'kale_ext', 'src/api/schema.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    languageOptions: { parserOptions: { project: './tsconfig.test.json' } },
    rules: {
      ...hooks.configs.recommended.rules,
      curly: 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      '@typescript-eslint/no-namespace': 'off'
    }
  },
  floor(
    ['src/api/**'],
    ['**/model/*', '**/views/*', '**/plugins/*', 'react', 'react-dom'],
    'api knows the server only'
  ),
  floor(
    ['src/model/**'],
    ['**/views/*', '**/plugins/*', 'react', 'react-dom'],
    'the model knows neither views nor plug-ins'
  ),
  floor(
    ['src/views/**'],
    ['**/plugins/*', '@jupyterlab/application'],
    'views get props; wiring is for plug-ins'
  ),
  prettier
);
