import ts from "typescript";

/** A text in a source file that a person would read, and that no catalogue holds. */
export interface Literal {
  line: number;
  text: string;
}

/** Props whose value is read by people, on elements and on our own components. */
const READ_PROPS = new Set(
  "aria-label,aria-description,aria-placeholder,aria-roledescription,aria-valuetext,title,placeholder,alt,label,reason,description,hint,message,heading,caption".split(
    ",",
  ),
);
const WORD = /\p{L}{2,}/u;
/** Several words that begin like a sentence or end like one: no class, no event, no address looks so. */
const SENTENCE = /^(\p{Lu}[\p{L}’'-]*[,:]? .*\p{L}|.*\p{L} .*\p{L}[.?!…])$/su;

/** The texts for people in a source file: text and texts in braces in JSX, props that are read, and sentences anywhere. */
export function findLiterals(path: string, source: string): Literal[] {
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (isForDevelopers(node)) {
      return;
    }
    const text = textOf(node);
    if (text !== null && isRead(node, text)) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.trim() });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Functions whose argument is said to somebody: refusals, and notices. */
const SAYING = /^(AppError|HandshakeError|refusedField|raise[A-Z]\w*|emailTaken)$/;
/** Properties whose value is said to somebody. */
const SAID_PROPERTIES = new Set(["sentence", "english", "message"]);
/** Calls whose texts describe the API to developers. */
const DESCRIBING = /\.(meta|describe)$/;

/**
 * The sentences in a source file of the server that somebody will read: in what is thrown or raised, in properties that
 * hold one, and, in the files that describe input (schemas, rules of fields), anywhere.
 */
export function findSaid(path: string, source: string): Literal[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node, isSaid: boolean): void => {
    if (isForDevelopers(node) || (ts.isCallExpression(node) && DESCRIBING.test(node.expression.getText()))) {
      // What is described may be said before: z.string("...").meta({ ... }).
      if (ts.isCallExpression(node) && DESCRIBING.test(node.expression.getText())) {
        visit(node.expression, isSaid);
      }
      return;
    }
    const text = textOf(node)?.trim() ?? null;
    if (text !== null && isSaid && SENTENCE.test(text)) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, (child) => visit(child, isSaid || isSaying(node)));
  };
  visit(file, /(^|\/)(schema|fields|policy)\.ts$|^src\/shared\//.test(path));
  return found;
}

function isSaying(node: ts.Node): boolean {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    return SAYING.test(node.expression.getText());
  }
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && SAID_PROPERTIES.has(node.name.text);
}

/** Imports, types, `throw new Error(...)` of our own mistakes and what goes to the console are read by developers. */
function isForDevelopers(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isTypeNode(node) ||
    (ts.isNewExpression(node) && node.expression.getText() === "Error") ||
    (ts.isCallExpression(node) && /^(console\.|onConsole$)/.test(node.expression.getText()))
  );
}

/** The text of a literal; of a template its fixed parts. */
function textOf(node: ts.Node): string | null {
  if (ts.isJsxText(node)) {
    return node.text;
  }
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  return ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("…")
    : null;
}

function isRead(node: ts.Node, text: string): boolean {
  if (ts.isJsxText(node)) {
    return WORD.test(text);
  }
  const place = placeOf(node);
  if (place === "className") {
    return false;
  }
  return place === "child" || (place !== null && READ_PROPS.has(place))
    ? WORD.test(text)
    : SENTENCE.test(text.trim());
}

/** Where a literal's value goes to: "child" of an element, the name of a prop or property, or null; through `a ? b : c`, `a && b`, `a ?? b`. */
function placeOf(node: ts.Node): string | null {
  const parent = node.parent;
  if (ts.isConditionalExpression(parent)) {
    return parent.condition === node ? null : placeOf(parent);
  }
  if (ts.isParenthesizedExpression(parent)) {
    return placeOf(parent);
  }
  if (ts.isBinaryExpression(parent)) {
    const passes = [
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.PlusToken,
    ];
    return passes.includes(parent.operatorToken.kind) ? placeOf(parent) : null;
  }
  if (ts.isJsxExpression(parent)) {
    return ts.isJsxAttribute(parent.parent) ? parent.parent.name.getText() : "child";
  }
  if (ts.isJsxAttribute(parent)) {
    return parent.name.getText();
  }
  return ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && parent.initializer === node
    ? parent.name.text
    : null;
}
