import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** A message as a receiver of somebody else's reads it. */
export interface ReceivedWebhook {
  id: string;
  timestamp: number;
  type: string;
  /** What the event carries, with what tests look at. */
  data: z.infer<typeof dataSchema>;
  /** As it came. */
  body: string;
  headers: IncomingHttpHeaders;
  /** How each of the signatures was checked against each of the secrets: the numbers of those that fit. */
  signedBy: number[];
}

/** What a receiver answers: a status, or what it does with the response. */
export type ReceiverAnswer = number | ((response: ServerResponse) => void);

/** A server of this machine that takes webhooks, written after the text of Standard Webhooks and nothing of ours. */
export interface WebhookReceiver {
  url: string;
  port: number;
  received: ReceivedWebhook[];
  /** Of those that were answered with 2xx. */
  taken: ReceivedWebhook[];
  secrets: string[];
  answer: (message: ReceivedWebhook) => ReceiverAnswer;
  stop(): Promise<void>;
}

const dataSchema = z.looseObject({
  eventId: z.string().optional(),
  ticketId: z.string().optional(),
  version: z.number().optional(),
});
const bodySchema = z.strictObject({ type: z.string(), timestamp: z.iso.datetime(), data: dataSchema });

/** Starts a receiver at a free port, or at the one that is given. */
export async function startReceiver(port = 0): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const message = readMessage(request.headers, Buffer.concat(parts).toString("utf8"), receiver.secrets);
      receiver.received.push(message);
      const answer = receiver.answer(message);
      if (typeof answer === "function") {
        answer(response);
        return;
      }
      if (answer >= 200 && answer < 300) {
        receiver.taken.push(message);
      }
      response.writeHead(answer).end(`answered ${answer}`);
    });
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const { port: own } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${own}/hook`,
    port: own,
    received: [],
    taken: [],
    secrets: [],
    answer: () => 204,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return receiver;
}

function readMessage(
  headers: IncomingHttpHeaders,
  body: string,
  secrets: readonly string[],
): ReceivedWebhook {
  const { type, data } = bodySchema.parse(JSON.parse(body));
  const id = String(headers["webhook-id"]);
  const timestamp = String(headers["webhook-timestamp"]);
  const given = String(headers["webhook-signature"]).split(" ");
  const fits = (secret: string): boolean => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
    return given.some((signature) => {
      const [version, value = ""] = signature.split(",");
      const bytes = Buffer.from(value, "base64");
      return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
    });
  };
  const signedBy = secrets.flatMap((secret, index) => (fits(secret) ? [index] : []));
  return { id, timestamp: Number(timestamp), type, data, body, headers, signedBy };
}
