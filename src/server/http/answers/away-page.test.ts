import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "@/testing/processes/free-port";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { loadEnv } from "@/server/process/env";
import type { HttpServer } from "@/server/http/http";
import { startHttp } from "@/testing/http/server";

let http: HttpServer;
let url: string;

beforeAll(async () => {
  // A database that is not there: nobody listens on this port.
  connectDatabase(`postgresql://nobody@127.0.0.1:${await freePort()}/nothing`);
  const [started, port] = await startHttp(loadEnv({ LOG_LEVEL: "silent" }));
  http = started;
  url = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  await http.drain(0);
  await closeDatabase();
});

const asPerson = { headers: { accept: "text/html,application/xhtml+xml" } };

it("a person who comes while the server starts sees a page that says so and reloads itself", async () => {
  const answer = await fetch(url, asPerson);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.text()).toContain("Helpejo is starting");
  const script = await fetch(url);
  expect(script.headers.get("content-type")).toBe("application/problem+json");
});

it("without a database a person sees that it is away, with 503 and Retry-After, and files are served as ever", async () => {
  await http.serve(async (request, response) => Boolean(response.end(`served ${request.url}`)));
  const page = await fetch(`${url}/tickets?status=open`, asPerson);
  expect([page.status, page.headers.get("retry-after")]).toEqual([503, "5"]);
  const text = await page.text();
  expect(text).toContain("Helpejo is away for a moment");
  expect(page.headers.get("content-security-policy")).toContain(/<style nonce="([^"]+)"/.exec(text)?.[1]);
  const navigation = await fetch(`${url}/tickets`, { headers: { rsc: "1" } });
  expect(navigation.status).toBe(503);
  const file = await fetch(`${url}/_next/static/chunk.js`, asPerson);
  expect(await file.text()).toBe("served /_next/static/chunk.js");
});

it("the page speaks what the browser asks for", async () => {
  const page = await fetch(`${url}/tickets`, {
    headers: { ...asPerson.headers, "accept-language": "de-CH, en;q=0.5" },
  });
  expect([page.headers.get("content-language"), page.headers.get("vary")]).toEqual(["de", "Accept-Language"]);
  const text = await page.text();
  expect(text).toContain('<html lang="de">');
  expect(text).toContain(
    "Die Datenbank antwortet nicht. Nichts ist verloren: Was Sie getippt haben, bleibt erhalten.",
  );
  expect(text).toContain("alle 5 Sekunden");
});
