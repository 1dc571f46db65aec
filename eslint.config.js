import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      '.cache',
      '.oracle',
      '.oracle2',
      'public',
      'docs/generated',
      'test-results',
      '**/*.generated.ts',
      'src/core/fbz/generated',
      'src/core/simulate/assembly',
      'src/core/qat/assembly',
      'src/core/forward/assembly',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({
    ...config,
    files: ['**/*.ts', '**/*.tsx'],
  })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A rest without some keys is how a key is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 600 }],
      eqeqeq: ['error', 'always'],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['docs/public/**/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: ['docs/examples/simulate-in-a-page/*.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
  },
);
