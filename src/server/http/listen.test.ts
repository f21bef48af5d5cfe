import { expect, it } from "vitest";
import { loadEnv } from "@/server/process/env";
import { createHttpServer } from "./http";

it("of several processes each takes its port when it can serve: until then a proxy goes to the others", async () => {
  const settings = loadEnv({
    INSTANCES: "2",
    DATABASE_URL: "postgresql://127.0.0.1/none",
    REDIS_URL: "redis://127.0.0.1",
    NEXTAUTH_SECRET: "only-for-tests-and-no-secret-at-all",
  });
  const { server, listen, serve, drain } = createHttpServer({ ...settings, port: 0 }, false);
  await listen();
  expect(server.listening).toBe(false);
  await serve(async (_request, response) => Boolean(response.end()));
  expect(server.listening).toBe(true);
  await drain(0);
});
