import { createHash } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { TypedSocket } from "@/client/connection/socket";
import { pool } from "@/server/database/database";
import { hashToken } from "@/server/api/actor";
import { sealAccessToken } from "@/server/sign-in/access-tokens";
import { makeSessionCookie } from "@/server/sign-in/session-cookie";
import { HttpClient, type ApiAnswer } from "@/testing/http/client";
import { PROTOCOL } from "@/shared/protocol/protocol";
import { fillWithTickets } from "./many-tickets";

const TICKETS = 20_000;
const RETRY_MILLISECONDS = 500;
const RETRY_MAX_MILLISECONDS = 30_000;
/** As the page's own. */
const CONNECT_MILLISECONDS = 8_000;

/** How people show who they are: a program by its token, a page by its cookie; and the address that a proxy reports of each. */
export interface Appearance {
  isPage: boolean;
  areApart: boolean;
}

const PROGRAMS: Appearance = { isPage: false, areApart: false };
const cookies = new Map<number, string>();

/** Fills a running server with 20,000 tickets and 20,000 people, and gives the first `count` of them a session. */
export async function gather(count: number): Promise<void> {
  await fillWithTickets(pool().options.connectionString ?? "", TICKETS);
  await pool().query("UPDATE organisations SET host = '127.0.0.1' WHERE name = 'Many'");
  const { rows } = await pool().query<{ person: number; id: string; person_id: string }>(
    `WITH added AS (
       INSERT INTO sessions (id, organisation_id, person_id, kind, expires_at)
       SELECT gen_random_uuid(), p.organisation_id, p.id, 'token', now() + interval '1 day'
       FROM people p WHERE p.name ~ '^Person ' AND substr(p.name, 8)::int <= $1
       RETURNING id, organisation_id, person_id
     ), numbered AS (
       SELECT a.*, substr(p.name, 8)::int AS person FROM added a JOIN people p ON p.id = a.person_id
     ), tokens AS (
       INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at)
       SELECT gen_random_uuid(), organisation_id, person_id, id, 'access', ($2::text[])[person], now() + interval '1 day' FROM numbered
     )
     SELECT person, id, person_id FROM numbered`,
    [count, Array.from({ length: count }, (_, index) => hashToken(tokenOf(index + 1)))],
  );
  for (const { person, id, person_id } of rows) {
    const [cookie = ""] = (await makeSessionCookie({ id, personId: person_id })).split(";");
    cookies.set(person, cookie);
  }
  // Host names are remembered for five seconds.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
}

/** The token of the n-th person, as the server issues them, from 1: five admins, four viewers, 190 agents, then users. */
export function tokenOf(person: number): string {
  return sealAccessToken(createHash("sha256").update(`person ${person}`).digest());
}

/** The headers by which a person is known and where they come from. */
export function headersOf(person: number, { isPage, areApart }: Appearance): Record<string, string> {
  return {
    ...(isPage ? { cookie: cookies.get(person) ?? "" } : {}),
    ...(areApart ? { "x-forwarded-for": `10.${person >> 16}.${(person >> 8) & 255}.${person & 255}` } : {}),
  };
}

/** A program's socket: websocket first, coming back by itself with growing, jittered pauses. */
export function openSocket(url: string, person: number, appearance = PROGRAMS): Socket {
  const socket = io(url, {
    auth: { token: tokenOf(person) },
    extraHeaders: headersOf(person, appearance),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: RETRY_MILLISECONDS,
    reconnectionDelayMax: RETRY_MAX_MILLISECONDS,
    randomizationFactor: 0.5,
    forceNew: true,
  });
  // A refused client does not reconnect by itself; a page does.
  socket.on("connect_error", () => {
    if (!socket.active) {
      setTimeout(() => socket.connect(), RETRY_MILLISECONDS * (1 + Math.random() * 3));
    }
  });
  return socket;
}

/** A page's socket, which a ConnectionManager connects. */
export function makePageSocket(url: string, person: number, appearance: Appearance): TypedSocket {
  return io(url, {
    autoConnect: false,
    auth: { protocol: PROTOCOL },
    extraHeaders: headersOf(person, appearance),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnection: false,
    timeout: CONNECT_MILLISECONDS,
    forceNew: true,
  });
}

/** Calls the API as a person and returns status and body. */
export function call(
  url: string,
  person: number,
  path: string,
  body?: object,
  appearance = PROGRAMS,
): Promise<ApiAnswer> {
  const http = new HttpClient(url, appearance.isPage ? null : tokenOf(person), {
    headers: headersOf(person, appearance),
    milliseconds: 300_000,
  });
  return http.send(body ? "POST" : "GET", path, body);
}
