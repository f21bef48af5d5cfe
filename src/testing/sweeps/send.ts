import { Agent, request } from "node:http";
import { formBytes, BOUNDARY } from "../files";

/** A request of somebody to an organisation's address. */
export interface SentRequest {
  method: string;
  path: string;
  host: string;
  token: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form with one small file. */
  form?: Record<string, string>;
}

/** What came back, and how long it took. */
export interface TimedAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  milliseconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a request by HTTP, with the `Host` that is wanted, over a connection that stays: its making would be most of the time. */
export function sendTimed(url: string, given: SentRequest): Promise<TimedAnswer> {
  const { hostname, port } = new URL(url);
  const { type, bytes } = bodyOf(given);
  const headers = {
    host: given.host,
    ...given.headers,
    ...(given.token === null ? {} : { authorization: `Bearer ${given.token}` }),
    ...(bytes === null ? {} : { "content-type": type, "content-length": String(bytes.length) }),
  };
  const { method, path } = given;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
          milliseconds: performance.now() - began,
        }),
      );
    });
    asked.on("error", reject);
    asked.end(bytes ?? undefined);
  });
}

/** Closes what connections there are still. */
export function endTimed(): void {
  agent.destroy();
}

function bodyOf({ body, form }: SentRequest): { type: string; bytes: Buffer | null } {
  if (form !== undefined) {
    const fields = Object.entries(form).map(([name, content]) => ({ name, content }));
    const file = { name: "file", content: "some bytes", filename: "some.txt" };
    return {
      type: `multipart/form-data; boundary=${BOUNDARY}`,
      bytes: Buffer.from(formBytes([...fields, file])),
    };
  }
  return {
    type: "application/json",
    bytes: body === undefined ? null : Buffer.from(JSON.stringify(body)),
  };
}
