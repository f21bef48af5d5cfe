import { z } from "zod";
import { inputSchemasOf } from "@/server/api/route";
import { listRouteFiles } from "../http/api-routes";
import type { Entity } from "../authorisation/rule";
import { ROUTE_RULES } from "../authorisation/rules";

/** A route to attack, and what it reads, as its own schemas tell: a new route is covered without a word here. */
export interface Target {
  method: string;
  /** Such as `/api/tickets/[ticket]`. */
  pattern: string;
  about: Entity;
  takesForm: boolean;
  /** A body that the route would take; null when it reads no JSON. */
  body: Record<string, unknown> | null;
  /** Names of the body's fields that take a text. */
  texts: readonly string[];
  /** Names of the query's parameters. */
  parameters: readonly string[];
  /** What comes of each of them, and of each of the body's fields: lists with what they hold. */
  fields: { query: Fields; body: Fields };
}

/** A schema's fields by name, each as JSON Schema. */
export type Fields = Record<string, { schema: unknown; isRequired: boolean }>;

const formSchema = z.object({ form: z.unknown() });
const propertySchema = z.looseObject({
  type: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
});
const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  $ref: z.string().optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
});

/** Good values by the names that fields have here; for others their type has to do. */
const GOOD: Record<string, unknown> = {
  title: "A title to begin with",
  description: "A description to begin with.",
  body: "Words to begin with",
  text: "Words to begin with",
  name: "A name to begin with",
  email: "somebody@example.org",
  password: "four words not guessable 7391",
  current: "four words not guessable 7391",
  writtenAt: "2026-11-20T09:00:00Z",
  acknowledgedAt: "2026-11-20T09:00:00Z",
  status: "open",
  priority: "high",
  category: "network",
};

/** Every route and method of the API with what it reads. */
export async function listTargets(): Promise<Target[]> {
  const loaded = new Map<string, object>();
  for (const { file, pattern } of listRouteFiles()) {
    const routes: object = await import(/* @vite-ignore */ file);
    loaded.set(pattern, routes);
  }
  return Object.entries(ROUTE_RULES).map(([route, rules]) => {
    const [method = "", pattern = ""] = route.split(" ");
    const schemas = inputSchemasOf(Reflect.get(loaded.get(pattern) ?? {}, method));
    const rule = rules[0];
    const takesForm = rules.some(({ body }) => formSchema.safeParse(body).success);
    const fields = takesForm ? {} : fieldsOf(schemas?.body);
    const given = rules.find(({ body }) => body instanceof Object && !takesForm)?.body;
    const body = schemas?.body === undefined || takesForm ? null : { ...goodBody(fields), ...Object(given) };
    return {
      method,
      pattern,
      about: rule?.about ?? "none",
      takesForm,
      body,
      texts: Object.entries(fields)
        .filter(([, field]) => takesText(field.schema))
        .map(([name]) => name),
      parameters: Object.keys(fieldsOf(schemas?.query)),
      fields: { query: fieldsOf(schemas?.query, "output"), body: fieldsOf(schemas?.body, "output") },
    };
  });
}

/** The fields of a schema's input, or of what comes of it; of several kinds of input, those of all. */
export function fieldsOf(schema: z.ZodType | undefined, io: "input" | "output" = "input"): Fields {
  if (schema === undefined) {
    return {};
  }
  const json: unknown = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const { $defs = {} } = objectSchema.parse(json);
  return collect(json, $defs);
}

function collect(json: unknown, named: Record<string, unknown>): Fields {
  const parsed = objectSchema.safeParse(json);
  if (!parsed.success) {
    return {};
  }
  const { properties = {}, required = [], anyOf = [], allOf = [], $ref } = parsed.data;
  const own = Object.entries(properties).map(
    ([name, schema]) => [name, { schema, isRequired: required.includes(name) }] as const,
  );
  const name = $ref?.replace("#/$defs/", "");
  const others = [...anyOf, ...allOf, ...(name === undefined ? [] : [named[name]])];
  return Object.assign({}, ...others.map((one) => collect(one, named)), Object.fromEntries(own));
}

function goodBody(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => field.isRequired)
      .map(([name, field]) => [name, Object.hasOwn(GOOD, name) ? GOOD[name] : goodValue(field.schema)]),
  );
}

function goodValue(schema: unknown): unknown {
  const parsed = propertySchema.safeParse(schema);
  if (!parsed.success) {
    return "x";
  }
  const { type, enum: choices, const: only, anyOf } = parsed.data;
  if (only !== undefined) {
    return only;
  }
  if (choices) {
    return choices[0];
  }
  if (anyOf) {
    return goodValue(anyOf[0]);
  }
  const byType: Record<string, unknown> = { integer: 1, number: 1, boolean: true, array: [], object: {} };
  return byType[String(type)] ?? "x".repeat(32);
}

function takesText(schema: unknown): boolean {
  const parsed = propertySchema.safeParse(schema);
  const { type, enum: choices, anyOf = [] } = parsed.success ? parsed.data : {};
  return (type === "string" && !choices) || anyOf.some(takesText);
}
