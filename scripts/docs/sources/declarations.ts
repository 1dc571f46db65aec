import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Root of the repository. */
export const ROOT = join(import.meta.dirname, '../../..');

/** A source file as a syntax tree, its comments included. */
export function parseSource(path: string): ts.SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Paths of the files of a folder that are no tests. */
export function sourceFiles(folder: string, recursive = false): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path) && !path.includes('/testing/'));
}

/** Text of the JSDoc comment above a node, without its tags; empty without one. */
export function commentOf(node: ts.Node): string {
  const [last] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return ts.getTextOfJSDocComment(last?.comment)?.trim() ?? '';
}

/** A declaration of a registry: `export const weightBits = defineRule({ id: 'weight-bits', ... })`. */
export interface Declaration {
  readonly path: string;
  /** The JSDoc comment above it. */
  readonly comment: string;
  readonly file: ts.SourceFile;
}

/**
 * Every call of `define`, or of one of several such functions, in a folder, by the string that its property `key` holds.
 * @example declarationsIn('src/core/rules', 'defineRule', 'id').get('weight-bits')
 */
export function declarationsIn(
  folder: string,
  define: string | readonly string[],
  key: string,
): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const path of sourceFiles(folder)) {
    const file = parseSource(path);
    for (const statement of file.statements) {
      const id = ts.isVariableStatement(statement)
        ? idOf(statement, [define].flat(), key)
        : undefined;
      if (id !== undefined) found.set(id, { path, comment: commentOf(statement), file });
    }
  }
  return found;
}

function idOf(
  statement: ts.VariableStatement,
  defines: readonly string[],
  key: string,
): string | undefined {
  const value = statement.declarationList.declarations[0]?.initializer;
  if (!value || !ts.isCallExpression(value) || !defines.includes(value.expression.getText()))
    return;
  const [argument] = value.arguments;
  if (!argument || !ts.isObjectLiteralExpression(argument)) return;
  const property = argument.properties.find(
    (entry): entry is ts.PropertyAssignment =>
      ts.isPropertyAssignment(entry) && entry.name.getText() === key,
  );
  return property && ts.isStringLiteral(property.initializer)
    ? property.initializer.text
    : undefined;
}

/** The comments of an interface's properties, by their name. */
export function propertyComments(path: string, name: string): ReadonlyMap<string, string> {
  const declaration = parseSource(path).statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return new Map(
    declaration?.members.map((member) => [member.name?.getText() ?? '', commentOf(member)]),
  );
}

/** Names that a file reads of `layers[...]`: the limits of a chip that a rule holds a layer against. */
export function limitsReadIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const isLimits = (node: ts.Node) => /^layers\[[^\]]+\]$/.test(node.getText());
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isLimits(node.expression)) names.add(node.name.text);
    if (ts.isVariableDeclaration(node) && node.initializer && isLimits(node.initializer)) {
      if (ts.isObjectBindingPattern(node.name)) {
        for (const { propertyName, name } of node.name.elements) {
          names.add((propertyName ?? name).getText());
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
