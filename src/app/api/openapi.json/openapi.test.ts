import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openApiDocument } from "./document";
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
