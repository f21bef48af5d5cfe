import { expect, it } from "vitest";
import { newTokenSchema } from "@/features/personal-tokens/schema";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { POST as postTokens } from "./route";

const desk = setUpDesk();

it("a token that may not read is not let in by sockets, and one that may reads only", async () => {
  const admin = await makeActor(await makeOrganisation(), { role: "admin" });
  const tokenOf = async (scopes: string[]): Promise<string> => {
    const answer = await callRoute(postTokens, {
      method: "POST",
      path: "/api/me/tokens",
      as: admin,
      body: { name: "Nightly export", scopes },
    });
    return newTokenSchema.parse(answer.body).token ?? "";
  };
  const refused = new SocketClient({ url: desk.url(), token: await tokenOf(["write", "admin"]) });
  const code = await new Promise((resolve) =>
    refused.socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
      resolve(error.data?.code),
    ),
  );
  expect(code).toBe("insufficient_scope");
  refused.close();
  const client = new SocketClient({ url: desk.url(), token: await tokenOf(["read"]) });
  await until("it is in", () => client.received("session:ready") !== undefined);
  expect(await client.ask("line:check", {})).toMatchObject({ ok: true });
  expect(await client.ask("presence:set", { status: "away" })).toMatchObject({
    ok: false,
    error: { code: "insufficient_scope" },
  });
  client.close();
});
