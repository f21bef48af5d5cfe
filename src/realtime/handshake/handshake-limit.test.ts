import { io } from "socket.io-client";
import { expect, it } from "vitest";
import { forgetLimits } from "@/server/rate-limits/limits";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";

const desk = setUpDesk();

it("handshakes without a session are rate limited; those with one succeed all the same", async () => {
  const knock = () =>
    new Promise<string>((resolve) => {
      const socket = io(desk.url(), {
        forceNew: true,
        reconnection: false,
        transports: ["websocket"],
        auth: { token: "invented" },
      });
      socket.once("connect_error", (error: Error & { data?: { code?: string } }) => {
        socket.disconnect();
        resolve(error.data?.code ?? error.message);
      });
    });
  const codes: string[] = [];
  for (let round = 0; round < 31; round++) {
    codes.push(...(await Promise.all(Array.from({ length: 10 }, knock))));
  }
  expect(codes.slice(0, 300).every((code) => code === "unauthorized")).toBe(true);
  expect(codes.slice(300)).toEqual(Array.from({ length: 10 }, () => "rate_limited"));
  const client = await desk.connect(await makeActor(await makeOrganisation()));
  expect(client.socket.connected).toBe(true);
  forgetLimits();
});
