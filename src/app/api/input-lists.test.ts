import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mountedRoutes } from "@/app/mounted-routes";
import { inputSchemasOf } from "@/server/api/route";

const MOST_IN_A_QUERY = 50;
const MOST_IN_A_BODY = 500;
const MANY = Array.from({ length: 1_001 }, (_, index) => `value-${index}`);

interface InputList {
  route: string;
  from: "query" | "body";
  path: string[];
  maxItems: unknown;
  /** As many as there are places, such as the days of a week: equal values are not the same one twice. */
  isFixed: boolean;
  schema: z.ZodType;
}

const lists = mountedRoutes.flatMap(({ method, pattern, handler }) => {
  const schemas = inputSchemasOf(handler);
  return [
    ...listsOf(`${method} ${pattern}`, "query", schemas?.query),
    ...listsOf(`${method} ${pattern}`, "body", schemas?.body),
  ];
});

describe("every list that a request may carry", () => {
  it("is found: those that are known to be there", () => {
    const names = lists.map((list) => `${list.route} ${list.path.join(".")}`);
    for (const known of ["status", "priority", "category", "assignee", "requester", "team", "tag"]) {
      expect(names).toContain(`GET /api/tickets ${known}`);
    }
    expect(names).toContain("POST /api/tickets watcherIds");
    expect(names).toContain("POST /api/notifications/read ids");
    expect(names).toContain("PATCH /api/admin/users/[id] teamIds");
  });

  it.each(lists.map((list) => [`${list.route} ${list.path.join(".")}`, list] as const))(
    "%s has a bound, and is refused above it in one sentence that names it",
    (_name, list) => {
      expect(list.maxItems).toBeTypeOf("number");
      expect(list.maxItems).toBeLessThanOrEqual(list.from === "query" ? MOST_IN_A_QUERY : MOST_IN_A_BODY);
      const value = list.path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), MANY);
      const issues = issuesAt(list.schema.safeParse(value).error?.issues ?? [], list.path);
      expect(issues).toHaveLength(1);
    },
  );

  it.each(
    lists
      .filter(({ path }) => path.length === 1)
      .filter(
        ({ route, path }) =>
          !lists.some((one) => one.isFixed && one.route === route && one.path[0] === path[0]),
      )
      .map((list) => [`${list.route} ${list.path.join(".")}`, list] as const),
  )("%s is as long as its different values", (_name, { schema, path }) => {
    const name = path[0] ?? "";
    const repeated = schema.safeParse({ [name]: Array.from({ length: 1_000 }, () => "value") });
    const once = schema.safeParse({ [name]: ["value"] });
    expect(repeated.error?.issues).toEqual(once.error?.issues);
    expect(repeated.data).toEqual(once.data);
  });
});

/** Issues of a union stand inside it, one list for each of its members. */
function issuesAt(issues: readonly z.core.$ZodIssue[], path: readonly string[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) =>
    issue.code === "invalid_union"
      ? issue.errors.flatMap((inner) => issuesAt(inner, path))
      : issue.path.join(".").startsWith(path.join("."))
        ? [issue]
        : [],
  );
}

function listsOf(route: string, from: "query" | "body", schema: z.ZodType | undefined): InputList[] {
  if (!schema) {
    return [];
  }
  const found: InputList[] = [];
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  visit(root, []);
  return found;

  function visit(node: unknown, path: string[]): void {
    if (typeof node !== "object" || node === null) {
      return;
    }
    const reference = /^#\/\$defs\/(.+)$/.exec(String(Reflect.get(node, "$ref")))?.[1];
    if (reference !== undefined) {
      visit(root.$defs?.[reference], path);
    }
    if (Reflect.get(node, "type") === "array") {
      const maxItems: unknown = Reflect.get(node, "maxItems");
      const isFixed = maxItems !== undefined && maxItems === Reflect.get(node, "minItems");
      found.push({ route, from, path, maxItems, isFixed, schema: schema ?? z.never() });
    }
    for (const [name, inner] of Object.entries(Object(Reflect.get(node, "properties")))) {
      visit(inner, [...path, name]);
    }
    for (const word of ["items", "additionalProperties", "anyOf", "oneOf", "allOf", "prefixItems"]) {
      const inner: unknown = Reflect.get(node, word);
      for (const one of Array.isArray(inner) ? inner : [inner]) {
        visit(one, path);
      }
    }
  }
}
