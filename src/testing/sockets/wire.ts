import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { clientMessages, refusedSchema } from "@/shared/protocol/client-messages";
import type { ClientMessageName, ServerEventName } from "@/shared/protocol/protocol";
import { serverEvents, TICKET_EVENTS } from "@/shared/protocol/server-events";

/** Holds what a client received against the catalogue; what does not fit fails the run, even where errors are caught. */
export function holdReceipt(name: string, payload: unknown): void {
  insist(() => requireInCatalogue(name, payload));
}

/** Does the same with an acknowledgement of something that a client sent under this name. */
export function holdAnswer(name: string, answer: unknown): void {
  insist(() => requireAnswer(name, answer));
}

/**
 * Holds what came over the wire against the catalogue: a name that is not in it, a field that is missing, has another type,
 * or stands there without being declared, is a fault of one of the two. Throws an Error that says which field.
 */
export function requireInCatalogue(name: string, payload: unknown): void {
  if (!isServerEvent(name)) {
    throw new Error(`${name} is not in the catalogue of the wire`);
  }
  requireShape(name, serverEvents[name].payload, payload);
}

/** Holds an acknowledgement against the catalogue: a refusal, or what is declared for a message of this name. */
function requireAnswer(name: string, answer: unknown): void {
  if (refusedSchema.safeParse(answer).success) {
    requireShape(`the refusal of ${name}`, refusedSchema, answer);
    return;
  }
  if (!isClientMessage(name) || typeof answer !== "object" || answer === null) {
    throw new Error(`${name} was answered with ${JSON.stringify(answer)}`);
  }
  const { ok, ...rest } = { ok: undefined, ...answer };
  if (ok !== true) {
    throw new Error(`the answer to ${name} does not say ok`);
  }
  requireShape(`the answer to ${name}`, clientMessages[name].answer, rest);
  if ("events" in rest && Array.isArray(rest.events)) {
    rest.events.forEach(requireReceivedEvent);
  }
}

/** Holds an event with its name inside, as a replay or a history has it, against the event of this name. */
export function requireReceivedEvent(event: { name: string }): void {
  const { name, ...payload } = event;
  if (!TICKET_EVENTS.some((known) => known === name)) {
    throw new Error(`${name} is no event about a version of a ticket`);
  }
  requireInCatalogue(name, payload);
}

function insist(check: () => void): void {
  try {
    check();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function isServerEvent(name: string): name is ServerEventName {
  return Object.hasOwn(serverEvents, name);
}

function isClientMessage(name: string): name is ClientMessageName {
  return Object.hasOwn(clientMessages, name);
}

/** A schema leaves out what it does not know, so what it read must be all that came. */
function requireShape(what: string, schema: z.ZodType, value: unknown): void {
  const read = schema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`${what}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""} in ${shown(value)}`);
  }
  if (!isDeepStrictEqual(read.data, value)) {
    throw new Error(
      `${what} carries something that is not declared: ${undeclared(read.data, value).join(", ")}`,
    );
  }
}

function undeclared(read: unknown, value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || typeof read !== "object" || read === null) {
    return isDeepStrictEqual(read, value) ? [] : [path];
  }
  return Object.entries(value).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? undeclared(Reflect.get(read, key), value, `${path}.${key}`)
      : [`${path}.${key}`],
  );
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 500);
}
