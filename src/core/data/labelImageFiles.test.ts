import { describe, expect, it } from 'vitest';
import { isImagePath, labelByFolder, labelByList } from './labelImageFiles.ts';

const at = (...paths: string[]) => paths.map((path) => ({ path }));

describe('isImagePath', () => {
  it.each([
    ['a/b.png', true],
    ['a/B.JPG', true],
    ['a/notes.txt', false],
    ['__MACOSX/a/._b.png', false],
    ['a/.hidden.png', false],
  ])('%s', (path, expected) => {
    expect(isImagePath(path)).toBe(expected);
  });
});

describe('labelByFolder', () => {
  it('numbers the folders in the order of their names', () => {
    const { files, labels, classNames } = labelByFolder(
      at('data/dog/1.png', 'data/cat/1.png', 'data/readme.txt', 'data/dog/2.png'),
    );
    expect(files).toHaveLength(3);
    expect(classNames).toEqual(['cat', 'dog']);
    expect([...labels]).toEqual([1, 0, 1]);
  });

  it.each([[at('a.txt')], [at('one/1.png', 'one/2.png')], [at()]])('refuses %j', (files) => {
    expect(() => labelByFolder(files)).toThrow('data/no-image-classes');
  });
});

describe('labelByList', () => {
  const files = at('set/img/1.png', 'set/img/2.png', 'set/img/3.png');

  it('reads a path and a class number a line', () => {
    const {
      files: found,
      labels,
      classNames,
    } = labelByList(files, 'img/2.png,1\nimg/1.png,0', 'a.csv');
    expect(found.map(({ path }) => path)).toEqual(['set/img/2.png', 'set/img/1.png']);
    expect([...labels]).toEqual([1, 0]);
    expect(classNames).toEqual(['0', '1']);
  });

  it('finds the columns by a header, in any order, and numbers names', () => {
    const text = 'label;width;path\r\n"dog; big";3;.\\img\\1.png\r\ncat;4;img/3.png\r\n';
    const { labels, classNames } = labelByList(files, text, 'a.csv');
    expect(classNames).toEqual(['cat', 'dog; big']);
    expect([...labels]).toEqual([1, 0]);
  });

  it('tells images of one name apart by their folders', () => {
    const twins = at('set/a/1.png', 'set/b/1.png', '1.png');
    const { files: found } = labelByList(twins, 'b/1.png,1\n1.png,0\na/1.png,2', 'a.csv');
    expect(found.map(({ path }) => path)).toEqual(['set/b/1.png', '1.png', 'set/a/1.png']);
  });

  it('refuses a list without its images', () => {
    expect(() => labelByList([], 'img/1.png,0', 'a.csv')).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ received: 'the list alone' })],
      }) as Error,
    );
  });

  it.each([
    ['', 'none'],
    ['path,label', 'none'],
    ['img/9.png,1', 'img/9.png'],
    ['img/1.png', 'img/1.png'],
  ])('refuses %j', (text, received) => {
    expect(() => labelByList(files, text, 'a.csv')).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: 'data/wrong-image-list', received })],
      }) as Error,
    );
  });
});
