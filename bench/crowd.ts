import { io, type Socket } from "socket.io-client";
import { pool } from "@/server/database/database";
import { HttpClient, type ApiAnswer } from "@/testing/http/client";
import { fillWithTickets } from "./many-tickets";

const TICKETS = 20_000;
const RETRY_MILLISECONDS = 500;
const RETRY_MAX_MILLISECONDS = 30_000;

/** Fills a running server with 20,000 tickets and 20,000 people, and gives the first `count` of them a session. */
export async function gather(count: number): Promise<void> {
  await fillWithTickets(pool().options.connectionString ?? "", TICKETS);
  await pool().query("UPDATE organisations SET host = '127.0.0.1' WHERE name = 'Many'");
  await pool().query(
    `INSERT INTO sessions (id, organisation_id, person_id, kind, expires_at)
     SELECT gen_random_uuid(), p.organisation_id, p.id, 'token', now() + interval '1 day'
     FROM people p WHERE p.name ~ '^Person ' AND substr(p.name, 8)::int <= $1`,
    [count],
  );
  await pool().query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at)
     SELECT gen_random_uuid(), p.organisation_id, p.id, s.id, 'access', encode(sha256(('crowd-' || substr(p.name, 8))::bytea), 'hex'), now() + interval '1 day'
     FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.name ~ '^Person '`,
  );
  // Host names are remembered for five seconds.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
}

/** The token of the n-th person, from 1: five admins, four viewers, 190 agents, then users. */
export function tokenOf(person: number): string {
  return `crowd-${person}`;
}

/** A socket as the browser's page opens it: websocket first, coming back by itself with growing, jittered pauses. */
export function openSocket(url: string, person: number): Socket {
  const socket = io(url, {
    auth: { token: tokenOf(person) },
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

/** Calls the API as a person and returns status and body. */
export function call(url: string, person: number, path: string, body?: object): Promise<ApiAnswer> {
  const http = new HttpClient(url, tokenOf(person), { milliseconds: 300_000 });
  return http.send(body ? "POST" : "GET", path, body);
}
