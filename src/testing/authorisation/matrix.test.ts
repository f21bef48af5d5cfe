import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { TICKET_FIELD_NAMES } from "@/features/tickets/fields";
import { clientMessages } from "@/shared/protocol/client-messages";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { RouteHandler } from "@/server/api/route";
import { listRouteFiles } from "../http/api-routes";
import {
  TOKENS,
  UNENROLLED,
  WHO,
  WITHOUT_SECOND_FACTOR,
  expectedOfSocket,
  expectedOfToken,
  type Who,
} from "./callers";
import type { Rule } from "./rule";
import { ROUTE_RULES } from "./rules";
import { SOCKET_RULES } from "./socket-rules";
import { Cast, FOREIGN_HOST } from "./entities";
import { formParts } from "./uploaded";
import { setUpDesk } from "../desk/setup";
import { makeAccessToken } from "../factories";
import { setUpFiles, uploadRequest } from "../files";
import { callRoute } from "../http/requests";
import { SocketClient } from "../sockets/client";

const desk = setUpDesk();
setUpFiles();
const cast = new Cast();
const handlers = new Map<string, RouteHandler>();
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const formSchema = z.object({ form: z.record(z.string(), z.string()) });

beforeAll(async () => {
  await cast.prepare();
  for (const { file, pattern } of listRouteFiles()) {
    const loaded: object = await import(/* @vite-ignore */ file);
    for (const method of METHODS) {
      const handler: unknown = Reflect.get(loaded, method);
      if (isHandler(handler)) {
        handlers.set(`${method} ${pattern}`, handler);
      }
    }
  }
});

it("every route and method under src/app/api has its rules, and no rule is about one that is gone", () => {
  expect([...handlers.keys()].sort()).toEqual(Object.keys(ROUTE_RULES).sort());
});

it("every field of a ticket that a PATCH can change has its rules", () => {
  const asked = (ROUTE_RULES["PATCH /api/tickets/[ticket]"] ?? []).flatMap(({ body }) =>
    Object.keys(Object(body)),
  );
  expect([...new Set(asked)].sort()).toEqual([...TICKET_FIELD_NAMES].sort());
});

it("every event that clients may send has its rules", () => {
  expect(Object.keys(clientMessages).sort()).toEqual(Object.keys(SOCKET_RULES).sort());
});

describe.each(Object.entries(ROUTE_RULES))("%s", (route, rules) => {
  it.each(rules.map((rule) => [describeRule(rule), rule] as const))("%s", async (_title, rule) => {
    forgetLimits();
    const isReading = /^(GET|HEAD) /.test(route);
    const statuses: number[] = [];
    let entity = await cast.make(rule.about);
    for (const who of WHO) {
      const status = await ask(route, rule, who, entity);
      statuses.push(status);
      // A changed entity cannot serve the next column; a refused request changes nothing.
      if (!isReading && status < 400) {
        entity = await cast.make(rule.about);
      }
    }
    expect(statuses.join(" "), WHO.join(" ")).toBe(rule.expect);
    const [nobody = 0] = statuses;
    const admin = statuses[WHO.indexOf("admin")] ?? 0;
    for (const column of TOKENS) {
      const status = await ask(route, rule, column, entity);
      expect([column, status]).toEqual([column, expectedOfToken(column, route, { admin, nobody })]);
      if (!isReading && status < 400) {
        entity = await cast.make(rule.about);
      }
    }
    const expected = WITHOUT_SECOND_FACTOR[route] ?? (nobody === 401 ? 403 : nobody);
    expect(await ask(route, rule, UNENROLLED, entity), UNENROLLED).toBe(expected);
  });
});

describe.each(Object.entries(SOCKET_RULES))("socket: %s", (name, rules) => {
  it.each(rules.map((rule) => [describeRule(rule), rule] as const))("%s", async (_title, rule) => {
    const entity = await cast.make(rule.about);
    const answers: string[] = [];
    for (const who of WHO) {
      answers.push(await tell(name, rule, who, entity.ticketId));
    }
    expect(answers.join(" "), WHO.join(" ")).toBe(rule.expect);
    expect(await tell(name, rule, UNENROLLED, entity.ticketId), UNENROLLED).toBe("unauthorized");
    for (const column of TOKENS) {
      const expected = expectedOfSocket(column, name, answers[WHO.indexOf("admin")] ?? "");
      expect([column, await tell(name, rule, column, entity.ticketId)]).toEqual([column, expected]);
    }
  });
});

function isHandler(value: unknown): value is RouteHandler {
  return typeof value === "function";
}

function describeRule(rule: Rule): string {
  return [rule.about === "none" ? "for everybody" : `about "${rule.about}"`, rule.what ?? ""]
    .join(" ")
    .trim();
}

async function ask(
  route: string,
  rule: Rule,
  who: Who,
  entity: { id: string; ticketId: string },
): Promise<number> {
  const [method = "", pattern = ""] = route.split(" ");
  const handler = handlers.get(route);
  const actor = await cast.session(who, entity.ticketId);
  if (!handler) {
    throw new Error(`there is no ${route}`);
  }
  const params: Record<string, string> = {
    ticket: entity.ticketId,
    id: entity.id,
    key: entity.id,
    place: entity.ticketId || "new",
    kind: entity.ticketId ? "reply" : "ticket",
  };
  if (pattern.includes("[personId]")) {
    params["personId"] = (await cast.make("person")).id;
  }
  const query = rule.query?.replace("{person}", (await cast.make("person")).id);
  const place = pattern
    .replace("[...nextauth]", "session")
    .replace(/\[\.\.\.\w+\]/, "nothing")
    .replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? "");
  const path = query === undefined ? place : `${place}?${query}`;
  const headers: Record<string, string> = who === "foreign" ? { host: FOREIGN_HOST } : {};
  const form = formSchema.safeParse(rule.body);
  if (form.success) {
    const request = await uploadRequest({
      ticket: entity.ticketId,
      parts: formParts(form.data.form),
      headers,
      ...(actor ? { as: actor } : {}),
    });
    return (await handler(request, { params: Promise.resolve(params) })).status;
  }
  const body: unknown =
    rule.body === undefined ? undefined : JSON.parse(JSON.stringify(rule.body).replace("{id}", entity.id));
  if (method === "GET" && /^\/api\/attachments\/|\.csv$/.test(pattern)) {
    return statusOf(handler, path, params, headers, actor ? await makeAccessToken(actor) : null);
  }
  return (
    await callRoute(handler, {
      method,
      path,
      params,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(actor ? { as: actor } : {}),
    })
  ).status;
}

/** The status alone, of an answer that is no JSON. */
async function statusOf(
  handler: RouteHandler,
  path: string,
  params: Record<string, string>,
  given: Record<string, string>,
  token: string | null,
): Promise<number> {
  const headers = new Headers({
    host: "localhost:3003",
    ...given,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  });
  const response = await handler(new Request(`http://localhost:3003${path}`, { headers }), {
    params: Promise.resolve(params),
  });
  await response.body?.cancel();
  return response.status;
}

/** Connects, joins as far as it may, sends one event, and answers "ok" or why not. */
async function tell(name: string, rule: Rule, who: Who, ticketId: string): Promise<string> {
  const actor = await cast.session(who, ticketId);
  const client = new SocketClient({ url: desk.url(), token: actor ? await makeAccessToken(actor) : "" });
  try {
    const refusal = await new Promise<string | null>((resolve) => {
      client.socket.once("connect", () => resolve(null));
      client.socket.once("connect_error", (error) =>
        resolve(
          String("data" in error && error.data instanceof Object ? Reflect.get(error.data, "code") : error),
        ),
      );
    });
    if (refusal) {
      return refusal;
    }
    if (name.startsWith("typing")) {
      await client.ask("ticket:join", { ticketId });
    }
    const answer = await client.ask(name, { ticketId, ...(rule.body instanceof Object ? rule.body : {}) });
    return answer?.ok ? "ok" : (answer?.error?.code ?? "silence");
  } finally {
    client.close();
  }
}
