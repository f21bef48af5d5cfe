/**
 * For each line, whether a mark at its beginning is text, because the line was pasted: the signs of a diff,
 * the stars of a comment in code, the prompts of a shell session, the hashes of a configuration. One pass.
 */
export function findPasted(lines: readonly string[]): boolean[] {
  const pasted: boolean[] = lines.map(() => false);
  let hasHashComments = false;
  for (let from = 0; from < lines.length; from++) {
    if (isBlankLine(lines[from])) {
      continue;
    }
    let until = from + 1;
    while (until < lines.length && !isBlankLine(lines[until])) {
      until++;
    }
    if (isPastedRun(lines, from, until)) {
      pasted.fill(true, from, until);
    }
    hasHashComments ||= until - from > 1 && lines.slice(from, until).some(isHashLine);
    from = until;
  }
  // Above or below other lines it is a comment; and then so it is wherever else it stands in the same text.
  if (hasHashComments) {
    lines.forEach((line, at) => {
      pasted[at] ||= isHashLine(line);
    });
  }
  return pasted;
}

/** Whether a line has nothing in it but white space. */
export function isBlankLine(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

function isHashLine(line: string): boolean {
  return /^ {0,3}#[ \t]/.test(line);
}

/**
 * Whether lines that stand together are a diff, a comment in code, code, keys with entries as YAML has them, or what was said to
 * a program that asks with `>>>`.
 */
function isPastedRun(lines: readonly string[], from: number, until: number): boolean {
  const begun = new Set<string>();
  let codeLines = 0;
  let keys = 0;
  let entries = 0;
  for (let at = from; at < until; at++) {
    const line = lines[at] ?? "";
    if (/^ {0,3}(?:`{3}|~{3})/.test(line)) {
      return false;
    }
    const sign = /^(?:[-+]|[<>](?= )|@@ |>>>(?= |$)|>)|^[ \t]*\/\*/.exec(line)?.[0].trim();
    if (sign !== undefined) {
      begun.add(sign);
    }
    keys += /^ *[a-z_][\w.-]*:(?: |$)/.test(line) ? 1 : 0;
    entries += /^ *- /.test(line) ? 1 : 0;
    codeLines += isCodeLine(line) ? 1 : 0;
  }
  return (
    (begun.has("-") && begun.has("+")) ||
    (begun.has("<") && begun.has(">")) ||
    begun.has("@@") ||
    begun.has("/*") ||
    (begun.has(">>>") && !begun.has(">")) ||
    codeLines >= 2 ||
    (keys >= 2 && entries > 0)
  );
}

/** A line of a program, or of where it broke. Entries of a list end with semicolons too. */
function isCodeLine(line: string): boolean {
  if (/^[ \t]+(?:at [\w.$<]|File ")/.test(line)) {
    return true;
  }
  return /[;{}]/.test(line.trimEnd().at(-1) ?? "") && !/^ {0,3}(?:[-*]|\d{1,9}[.)])[ \t]/.test(line);
}
