import { connect } from "node:net";
import { expect, it } from "vitest";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { RawSocket } from "@/testing/fuzz/raw-socket";

const desk = setUpDesk();
const UPGRADE =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

/** The status of the answer to these bytes, or "closed". */
function request(bytes: string): Promise<string> {
  const { hostname, port } = new URL(desk.url());
  return new Promise((resolve) => {
    const tcp = connect(Number(port), hostname, () => tcp.write(bytes));
    tcp.once("data", (data) => resolve(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1] ?? "nonsense"));
    tcp.once("close", () => resolve("closed"));
    tcp.on("error", () => undefined);
    setTimeout(() => tcp.destroy(), 5_000).unref();
  });
}

it("a request to the sockets' path that no client makes is refused or cut off, never worse", async () => {
  const polled = await (await fetch(`${desk.url()}/socket.io/?EIO=4&transport=polling`)).text();
  const sid = /"sid":"([^"]+)"/.exec(polled)?.[1] ?? "";
  const socket = await RawSocket.open(desk.url());
  const ofSocket = /"sid":"([^"]+)"/.exec(socket.texts[0] ?? "")?.[1] ?? "";
  const ask = (method: string, query: string, headers = "") =>
    request(`${method} /socket.io/?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`);
  for (const method of ["PUT", "DELETE", "PATCH", "HEAD"]) {
    for (const query of ["", "EIO=4&transport=polling", `EIO=4&transport=polling&sid=${sid}`]) {
      expect([method, query, await ask(method, query)]).toEqual([method, query, "405"]);
      expect([method, query, await ask(method, query, UPGRADE)]).toEqual([method, query, "closed"]);
    }
  }
  expect(await ask("POST", "EIO=4&transport=polling", UPGRADE)).toBe("400");
  // Engine.IO leaves this one hanging.
  expect(await ask("GET", `EIO=4&transport=websocket&sid=${ofSocket}`)).toBe("400");
  expect(await ask("GET", "EIO=4&transport=websocket")).toBe("400");
  expect(await ask("GET", "EIO=3&transport=polling")).toBe("400");
  expect(socket.isClosed).toBe(false);
  const actor = await makeActor(await makeOrganisation());
  const signedIn = await RawSocket.signIn(desk.url(), await makeAccessToken(actor));
  expect(signedIn.isClosed).toBe(false);
  [socket, signedIn].forEach((raw) => raw.destroy());
});
