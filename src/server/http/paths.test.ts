import { afterAll, beforeAll, expect, it } from "vitest";
import { loadEnv } from "@/server/process/env";
import { createHttpServer, type HttpServer } from "./http";

let http: HttpServer;
let url = "";

beforeAll(async () => {
  http = createHttpServer({ ...loadEnv({ LOG_LEVEL: "silent" }), port: 0 }, false);
  await http.listen();
  await http.serve(async (_request, response) => Boolean(response.end("a page")));
  const address = http.server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(() => http.drain(0));

it.each(["/tickets/%ff", "/tickets/%", "/%E0%A4%A", "/%C0%AF", "/tickets/%u0041"])(
  "a path that is no text once it is decoded is refused before any page: %s",
  async (path) => {
    const response = await fetch(`${url}${path}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "bad_request" });
  },
);

it.each(["/tickets/%C3%A9", "/tickets/100%25", "/sign-in"])(
  "any other goes to its page: %s",
  async (path) => {
    expect(await (await fetch(`${url}${path}`)).text()).toBe("a page");
  },
);
