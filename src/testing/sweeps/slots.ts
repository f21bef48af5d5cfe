import { z } from "zod";
import { clientMessages } from "@/shared/protocol/client-messages";
import { fieldsOf, listTargets, type Fields, type Target } from "../hostile/targets";

/** A place in a request or a message where something of another organisation can be put. */
export interface Slot {
  where: "path" | "query" | "body" | "form";
  name: string;
  /** An id alone, or any text: names, addresses, keys and tokens too. */
  takes: "id" | "text";
  isList: boolean;
}

/** A route with one of its places. */
export interface RouteSlot {
  target: Target;
  slot: Slot;
}

/** An event that clients may send, with one of its places. */
export interface MessageSlot {
  name: string;
  slot: Slot;
}

const propertySchema = z.looseObject({
  type: z.unknown().optional(),
  format: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
/** Texts of people, and hosts, are kept as they are typed: nothing is looked up by them. */
const PROSE = new Set([
  "title",
  "description",
  "body",
  "text",
  "before",
  "aside",
  "current",
  "password",
  "webhookAllowedHosts",
]);

/** Every place of every route, found in its path and its schemas: a new route is swept without a word here. */
export async function listRouteSlots(): Promise<RouteSlot[]> {
  const targets = await listTargets();
  return targets.flatMap((target) => {
    const path = [...target.pattern.matchAll(/\[(\w+)\]/g)]
      .map(([, name = ""]) => name)
      // What kind of draft: one of a few words, never an id.
      .filter((name) => name !== "kind")
      .map((name): Slot => ({ where: "path", name, takes: "text", isList: false }));
    const form: Slot[] = target.takesForm
      ? [{ where: "form", name: "commentId", takes: "id", isList: false }]
      : [];
    const slots = [
      ...path,
      ...form,
      ...slotsOf("query", target.fields.query),
      ...(target.takesForm ? [] : slotsOf("body", target.fields.body)),
    ];
    return slots.map((slot) => ({ target, slot }));
  });
}

/** Every place of every event that clients may send. */
export function listMessageSlots(): MessageSlot[] {
  return Object.entries(clientMessages).flatMap(([name, { data }]) =>
    slotsOf("body", fieldsOf(data)).map((slot) => ({ name, slot })),
  );
}

function slotsOf(where: "query" | "body", fields: Fields): Slot[] {
  return Object.entries(fields).flatMap(([name, { schema }]) => {
    const takes = takesOf(schema);
    return takes === null || (where === "body" && PROSE.has(name))
      ? []
      : [{ where, name, takes, isList: isList(schema) }];
  });
}

/** What a field takes, by its JSON Schema: null for what is neither an id nor a text that is looked up. */
export function takesOf(schema: unknown): Slot["takes"] | null {
  const parsed = propertySchema.safeParse(schema);
  if (!parsed.success) {
    return null;
  }
  const { type, format, enum: choices, const: only, items, anyOf = [], allOf = [] } = parsed.data;
  if (format === "uuid") {
    return "id";
  }
  if (type === "string") {
    return choices || only !== undefined || format === "date-time" ? null : "text";
  }
  const inner = [...anyOf, ...allOf, ...(items === undefined ? [] : [items])].map(takesOf);
  return inner.includes("text") ? "text" : inner.includes("id") ? "id" : null;
}

function isList(schema: unknown): boolean {
  const parsed = propertySchema.safeParse(schema);
  return parsed.success && (parsed.data.type === "array" || (parsed.data.anyOf ?? []).some(isList));
}
