import { io } from "socket.io-client";
import pg from "pg";
import { expect, it } from "vitest";
import { env } from "@/server/process/env";
import { startDesk } from "@/testing/desk/desk";
import { setUpDesk } from "@/testing/desk/setup";
import { until } from "@/testing/wait";

const desk = setUpDesk();

it("nobody connects while a server is starting: there is no moment without authentication", async () => {
  const holder = new pg.Client({ connectionString: desk.databaseUrl() });
  await holder.connect();
  // A reader that starts has to wait for this table.
  await holder.query("BEGIN; LOCK TABLE installation IN ACCESS EXCLUSIVE MODE");
  const port = 20_000 + (process.pid % 20_000);
  const starting = startDesk({ ...env(), port }, desk.databaseUrl(), []);
  let isIn = false;
  let wasRefused = false;
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ["polling"],
    reconnectionDelay: 20,
    reconnectionDelayMax: 20,
    forceNew: true,
  });
  socket.on("connect", () => (isIn = true));
  socket.io.on("reconnect_error", () => (wasRefused = true));
  try {
    await until("it was refused again and again, or let in", () => wasRefused || isIn);
    expect(isIn).toBe(false);
    await holder.query("COMMIT");
    let code: unknown = null;
    socket.on(
      "connect_error",
      (error) =>
        (code = "data" in error && error.data instanceof Object ? Reflect.get(error.data, "code") : code),
    );
    await until("the handshake asks for a session", () => code === "unauthorized" || isIn);
    expect(isIn).toBe(false);
  } finally {
    socket.disconnect();
    await holder.end();
    await (await starting).close();
  }
});
