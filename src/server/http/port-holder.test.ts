import { createServer } from "node:net";
import { expect, it } from "vitest";
import { findHolder, portTaken } from "./port-holder";

it("names the process that holds a port, and none for a free one", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(findHolder(port)?.pid).toBe(process.pid);
  expect(portTaken("127.0.0.1", port).message).toContain(`is taken by process ${process.pid} (`);
  await new Promise((resolve) => server.close(resolve));
  expect(findHolder(port)).toBeNull();
});
