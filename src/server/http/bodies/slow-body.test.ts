import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { cutSlowBody } from "./slow-body";

it("a body that trickles is cut off, before its answer and after it", async () => {
  for (const isAnswered of [false, true]) {
    const server = createServer((request, response) => {
      cutSlowBody(request, response, 100);
      request.resume();
      if (isAnswered) {
        response.end("answered");
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const socket = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("POST /socket.io/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nx");
    const timer = setInterval(() => socket.writable && socket.write("x"), 20);
    let answer = "";
    socket.on("data", (part) => (answer += part.toString()));
    await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(timer);
    server.close();
    expect(answer).toMatch(isAnswered ? /^HTTP\/1\.1 200 / : /^HTTP\/1\.1 408 /);
  }
});
