import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { de } from "@/messages/de";
import { en } from "@/messages/en";
import { serverDe } from "@/messages/server/de";
import { serverEn } from "@/messages/server/en";
import { findLiterals, findSaid, type Literal } from "./find-literals";

const ROOT = resolve(import.meta.dirname, "../../..");
const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((path) => `src/${path}`)
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^src\/(testing|messages|server\/prisma)\//.test(path));
const isInterface = (path: string): boolean =>
  /^src\/(ui|client|app|features\/[a-z-]+\/ui)\//.test(path) && !path.startsWith("src/app/api/");

/** Texts that stay in the source, each with its reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  Helpejo: "the product's name",
  "Samsung Internet": "a browser's name",
  "DEMO=0": "a setting, as it is typed",
  "DEMO=1": "a setting, as it is typed",
  unauthorized: "a code of the protocol, whose words the catalogue has",
};
const KEYS = new Set(flatten(en).keys());
const isAllowed = ({ text }: Literal): boolean => Object.hasOwn(ALLOWED, text) || KEYS.has(text);

describe("every sentence that a person reads comes from the catalogue", () => {
  it("no page, component or plumbing of the browser holds one itself", () => {
    const found = sources.filter(isInterface).flatMap((path) => {
      const literals = findLiterals(path, read(path)).filter((literal) => !isAllowed(literal));
      return literals.map(({ line, text }) => `${path}:${line} ${text}`);
    });
    expect(found).toEqual([]);
  });

  it("finds text, texts in braces, props that are read and sentences, and nothing else", () => {
    const source = `
      import x from "A module of ours.";
      throw new Error("For developers only.");
      const a = <p className="some important class!" title="Read me">Text {is ? "yes" : other} {"in braces"} {\`with \${n} holes\`}</p>;
      const b = { label: cond ? "Open" : "Closed", key: "Open" };
      toast.error("This did not work");
      const c = t("tickets.list.title");`;
    expect(findLiterals("x.tsx", source).map(({ text }) => text)).toEqual([
      "Read me",
      "Text",
      "yes",
      "in braces",
      "with … holes",
      "Open",
      "Closed",
      "This did not work",
    ]);
  });
});

describe("every sentence that the server says comes from its catalogue", () => {
  it("no refusal, notice or schema holds one itself", () => {
    const isServer = (path: string): boolean =>
      /^src\/(server|realtime|shared|app\/api|features\/[a-z-]+\/server)\/|^src\/features\/[a-z-]+\/[a-z]+\.ts$/.test(
        path,
      );
    const found = sources.filter(isServer).flatMap((path) => {
      const literals = /\/openapi[a-z-]*\.ts$/.test(path) ? [] : findSaid(path, read(path));
      return literals.map(({ line, text }) => `${path}:${line} ${text}`);
    });
    expect(found).toEqual([]);
  });

  it("finds what is thrown, raised or said of a field, and nothing else", () => {
    const source = `
      throw new AppError("invalid", { english: "This was made here." });
      throw new AppError("invalid", say("refusals.tickets.unknown"), { errors: [{ path: "a", message: "Not this." }] });
      raiseNotice(tx, { say: () => ({ sentence: of(\`Ticket \${n} is there.\`) }) });
      const a = z.string("Please write something.").min(1, { error: "One is too few." });
      const b = lineText({ tooLong: "Use fewer characters." }).meta({ description: "Some words." });
      const c = union([a, b], "Give either of both.");
      log().warn("nothing to be read here");
      throw new Error("For developers only.");
      await sql.query("UPDATE notices SET level = 'info' WHERE id = $1");`;
    expect(findSaid("schema.ts", source).map(({ text }) => text)).toEqual([
      "This was made here.",
      "Not this.",
      "Ticket … is there.",
      "Please write something.",
      "One is too few.",
      "Use fewer characters.",
      "Give either of both.",
    ]);
  });
});

describe.each([
  ["of the pages", flatten(en), flatten(de)],
  ["of the server", flatten(serverEn), flatten(serverDe)],
])("the catalogue %s", (_which, english, german) => {
  it("has the same keys in both languages", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("takes the same arguments in both languages, and every sentence can be read by ICU", () => {
    const wrong = [...english].flatMap(([key, text]) => {
      const [here, there] = [argumentsOf(text), argumentsOf(german.get(key) ?? "")];
      return here === there ? [] : [`${key}: ${here} / ${there}`];
    });
    expect(wrong).toEqual([]);
  });

  it("holds no empty sentence and none with space around it", () => {
    const wrong = [...english, ...german].filter(([, text]) => text === "" || text.trim() !== text);
    expect(wrong).toEqual([]);
  });

  it("holds no key that nobody uses", () => {
    const used = sources.flatMap((path) => keysIn(path, read(path)));
    const unused = [...english.keys()].filter((key) => !used.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });
});

function flatten(words: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value]] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

/** Names and kinds of the arguments and tags of a sentence, in one order. */
function argumentsOf(text: string): string {
  const named = new Set<string>();
  const visit = (parts: readonly MessageFormatElement[]): void => {
    for (const part of parts) {
      if (part.type !== TYPE.literal && part.type !== TYPE.pound) {
        named.add(`${part.value}:${TYPE[part.type]}`);
      }
      if (part.type === TYPE.select || part.type === TYPE.plural) {
        Object.values(part.options).forEach((option) => visit(option.value));
      }
      if (part.type === TYPE.tag) {
        visit(part.children);
      }
    }
  };
  visit(parse(text));
  return [...named].sort().join(" ");
}

/** What a file may ask for: its string literals that look like keys, and its templates with a hole for a part of one. */
function keysIn(path: string, source: string): RegExp[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    const parts = ts.isStringLiteralLike(node)
      ? [node.text]
      : ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
        : [];
    if (/^[a-z][A-Za-z]*\.[\w.]*$/.test(parts[0] ?? "")) {
      found.push(new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("[^.]+")}$`));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
