import ts from 'typescript';
import { commentOf, parseSource, sourceFiles } from './declarations.ts';

/** An argument that an error's text is made with. */
export interface ErrorArgument {
  readonly name: string;
  readonly type: string;
  /** What a page shows in its place; fits the type. */
  readonly placeholder: unknown;
}

/** What the source of the catalogue says of a code beside its text. */
export interface CatalogSource {
  readonly arguments: readonly ErrorArgument[];
  /** The comment above the entry. */
  readonly comment: string;
}

/** Every entry of the catalogue's files by its code. */
export function catalogSources(): ReadonlyMap<string, CatalogSource> {
  const found = new Map<string, CatalogSource>();
  for (const path of sourceFiles('src/core/errors/catalog')) {
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name)) {
        const text = textOf(node.initializer);
        if (text) {
          const args = text.parameters.map(argumentOf);
          found.set(node.name.text, { arguments: args, comment: commentOf(node) });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(parseSource(path));
  }
  return found;
}

/** The function `text` of an entry. */
function textOf(entry: ts.Expression): ts.SignatureDeclaration | undefined {
  if (!ts.isObjectLiteralExpression(entry)) return undefined;
  const member = entry.properties.find((property) => property.name?.getText() === 'text');
  if (member && ts.isMethodDeclaration(member)) return member;
  const value = member && ts.isPropertyAssignment(member) ? member.initializer : undefined;
  return value && ts.isArrowFunction(value) ? value : undefined;
}

function argumentOf(parameter: ts.ParameterDeclaration): ErrorArgument {
  const type = parameter.type?.getText() ?? 'string';
  if (ts.isArrayBindingPattern(parameter.name)) {
    const names = parameter.name.elements.map((element) =>
      ts.isBindingElement(element) ? element.name.getText() : '',
    );
    return { name: names.join(', '), type, placeholder: names.map(placeholder) };
  }
  const name = parameter.name.getText();
  const isList = /\[\]$|^Shape$/.test(type);
  return { name, type, placeholder: isList ? [placeholder(name)] : placeholder(name) };
}

function placeholder(name: string): string {
  return `‹${name}›`;
}
