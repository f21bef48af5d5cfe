import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ROUTE_RULES } from "@/testing/authorisation/rules";
import type { Operation } from "@/server/api/openapi";
import { API_PATHS, openApiDocument } from "./document";
import { GET } from "./route";

const API = dirname(dirname(fileURLToPath(import.meta.url)));
/** Not described: next-auth's own, the catch-all, and the document itself. */
const LEFT_OUT = /^\/api\/(auth\/|admin\/\{\.\.\.rest\}|openapi\.json)/;

/** Every method of every route file, such as "get /api/tickets/{ticket}". */
function routesOnDisk(): string[] {
  return readdirSync(API, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const path = `/api/${dirname(file).replaceAll("\\", "/")}`.replaceAll("[", "{").replaceAll("]", "}");
      const text = readFileSync(join(API, file), "utf8");
      return [...text.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
        (match) => `${match[1]?.toLowerCase()} ${path}`,
      );
    })
    .filter((route) => !LEFT_OUT.test(route.split(" ")[1] ?? ""));
}

function describedRoutes(): string[] {
  const paths = z.record(z.string(), z.record(z.string(), z.unknown())).parse(openApiDocument().paths);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
}

describe("the OpenAPI document", () => {
  const onDisk = routesOnDisk();
  const described = describedRoutes();

  it("describes nothing that is not there", () => {
    expect(described.filter((route) => !onDisk.includes(route) && !route.includes("/api/auth/"))).toEqual([]);
  });

  it("describes every route", () => {
    expect(onDisk.filter((route) => !described.includes(route))).toEqual([]);
  });

  it("resolves every reference in it, and is served", async () => {
    const response = await GET(new Request("http://localhost:3003/api/openapi.json"), {
      params: Promise.resolve({}),
    });
    const text = await response.text();
    const { components } = z
      .object({
        openapi: z.literal("3.1.0"),
        components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
      })
      .parse(JSON.parse(text));
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((name) => !(name in components.schemas))).toEqual([]);
  });
});

it("is made once: making it takes long, and anybody may ask for it", () => {
  expect(openApiDocument()).toBe(openApiDocument());
});

const mediaSchema = z.looseObject({ example: z.unknown().optional() });
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  requestBody: z.object({ content: z.record(z.string(), mediaSchema) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ $ref: z.string().optional(), content: z.record(z.string(), mediaSchema).optional() }),
  ),
});

/** Every operation as its noun describes it, with what the document makes of it. */
function operations() {
  const paths = z.record(z.string(), z.record(z.string(), z.unknown())).parse(openApiDocument().paths);
  return API_PATHS.flatMap((noun) =>
    Object.entries(noun).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]: [string, Operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        described,
        made: operationSchema.parse(paths[path]?.[method]),
      })),
    ),
  );
}

describe("each operation", () => {
  const all = operations();
  const ofOurs = all.filter(({ described }) => !described.answers);

  /** The text of an operation's response, whether it stands there or is shared. */
  function responseOf(made: z.infer<typeof operationSchema>, status: string): string {
    const { $ref, ...own } = made.responses[status] ?? {};
    const shared = openApiDocument().components?.responses ?? {};
    return JSON.stringify($ref ? shared[$ref.split("/").at(-1) ?? ""] : own);
  }

  it("says what its refusals are, as problems with their codes", () => {
    const wrong = ofOurs.flatMap(({ route, made }) => {
      const refusals = Object.keys(made.responses).filter((status) => Number(status) >= 400);
      const strange = refusals.filter(
        (status) => !/"application\/problem\+json".*"enum":\["[a-z_]+"/.test(responseOf(made, status)),
      );
      return refusals.length >= 4 ? strange.map((status) => `${route} ${status}`) : [`${route}: too few`];
    });
    expect(wrong).toEqual([]);
  });

  it("lists every status that the authorisation matrix finds", () => {
    const code: Record<string, string> = { 401: "unauthorized", 403: "forbidden", 404: "not_found" };
    const missing = ofOurs.flatMap(({ route, made }) => {
      const rules = ROUTE_RULES[route.replaceAll("{", "[").replaceAll("}", "]")] ?? [];
      return rules
        .flatMap(({ expect: row }) => row.split(" "))
        .filter(
          (status) => !(status in made.responses && responseOf(made, status).includes(code[status] ?? "")),
        )
        .map((status) => `${route} ${status}`);
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  it("shows examples, which the schemas that validate its requests and answers take", () => {
    const wrong = ofOurs.flatMap(({ route, described, made }) => {
      const shown = [
        { schema: described.body, media: made.requestBody?.content["application/json"] },
        { schema: described.ok, media: made.responses["200"]?.content?.["application/json"] },
        { schema: described.created, media: made.responses["201"]?.content?.["application/json"] },
      ];
      return shown.flatMap(({ schema, media }) =>
        schema instanceof z.ZodType && media && !schema.safeParse(media.example).success
          ? [`${route}: ${JSON.stringify(media.example)}`]
          : [],
      );
    });
    expect(wrong).toEqual([]);
  });
});
