import { hostname } from "node:os";
import { z } from "zod";
import { bus } from "@/server/bus/bus";
import { wordsFinder } from "@/server/search/memory";
import { env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { canonicalEmailQuery } from "@/shared/email";
import { LIMITS } from "@/shared/limits";
import {
  connectionCountsSchema,
  connectionQuerySchema,
  connectionSchema,
  serverProcessSchema,
  type ConnectionCounts,
  type ConnectionDto,
  type ServerProcessDto,
} from "@/features/connections/schema";

/** A connection as its process knows it, with its organisation. */
export interface LocalConnection {
  organisationId: string;
  shown: Omit<ConnectionDto, "process">;
}

/** The page's cursor: it begins after the row with this key and id. */
const placeSchema = z.tuple([z.union([z.string(), z.number()]), z.string()]);

/** The question to one process: the first matching rows after a cursor, of one organisation. */
export const questionSchema = connectionQuerySchema
  .omit({ cursor: true })
  .extend({ organisationId: z.string(), after: placeSchema.nullable(), limit: z.number() });

/** The question to one process. */
export type Question = z.infer<typeof questionSchema>;

/** The answer of one process: one row more than asked for shows that there are more. */
export const answerSchema = z.object({
  process: serverProcessSchema,
  items: z.array(connectionSchema),
  total: z.number(),
  totals: connectionCountsSchema,
});

/** The answer of one process. */
export type Answer = z.infer<typeof answerSchema>;

/** The topic under which processes ask each other. */
export const TOPIC = "connections";

/** Registers the source of this process's sockets, called for each question; returns a function that unregisters it. */
export function registerConnections(source: () => Iterable<LocalConnection>): () => void {
  sources().add(source);
  return () => sources().delete(source);
}

/** This process's part of the answer. */
export function answerHere(question: Question): Answer {
  const processId = bus().processId;
  const own = [...sources()]
    .flatMap((source) => [...source()])
    .flatMap((one) => (one.organisationId === question.organisationId ? [one.shown] : []));
  const isFound =
    question.q === undefined ? () => true : wordsFinder(question.q.replace(/\S+@\S+/g, canonicalEmailQuery));
  const fitting = own.filter((one) => fits(one, question) && isFound(searchedTexts(one)));
  const rows = fitting.map((one) => ({ ...one, process: processId }));
  return {
    process: { ...thisProcess(processId), connections: own.length },
    items: firstOf(rows, question),
    total: fitting.length,
    totals: countAll(own),
  };
}

/** The first rows after the question's cursor, in its order, and one more when there is one. */
export function firstOf(rows: readonly ConnectionDto[], { sort, after, limit }: Question): ConnectionDto[] {
  const direction = sort.startsWith("-") ? -1 : 1;
  const compare = (a: SortPosition, b: SortPosition): number =>
    direction * compareKeys(a[0], b[0]) || compareKeys(a[1], b[1]);
  return rows
    .map((row) => ({ row, position: positionOf(row, sort) }))
    .filter(({ position }) => after === null || compare(position, after) > 0)
    .sort((a, b) => compare(a.position, b.position))
    .slice(0, limit + 1)
    .map(({ row }) => row);
}

/** A row's sort position: its key, and its id for equal keys. */
export function positionOf(row: ConnectionDto, sort: Question["sort"]): SortPosition {
  switch (sort) {
    case "since":
    case "-since":
      return [row.since, row.id];
    case "name":
    case "-name":
      return [[...row.user.name.toLowerCase()].slice(0, LIMITS.sortedNamePoints).join(""), row.id];
    case "lag":
    case "-lag":
      // Connections without a measurement yet sort with the quickest.
      return [row.lagMilliseconds ?? -1, row.id];
  }
}

type SortPosition = z.infer<typeof placeSchema>;

function compareKeys(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fits(one: LocalConnection["shown"], { role, transport }: Question): boolean {
  return (
    (role === undefined || role.includes(one.user.role)) &&
    (transport === undefined || one.transport === transport)
  );
}

function searchedTexts({ user, address, userAgent }: LocalConnection["shown"]): string[] {
  return [user.name, user.email ?? "", address, userAgent ?? ""];
}

function countAll(own: readonly LocalConnection["shown"][]): ConnectionCounts {
  const counts: ConnectionCounts = { connections: own.length, byRole: {}, byTransport: {} };
  for (const { user, transport } of own) {
    counts.byRole[user.role] = (counts.byRole[user.role] ?? 0) + 1;
    counts.byTransport[transport] = (counts.byTransport[transport] ?? 0) + 1;
  }
  return counts;
}

function thisProcess(id: string): Omit<ServerProcessDto, "connections"> {
  const startedAt = new Date(performance.timeOrigin).toISOString();
  return { id, host: hostname(), port: env().port, pid: process.pid, startedAt };
}

function sources(): Set<() => Iterable<LocalConnection>> {
  return shareOnce("connection-sources", () => new Set<() => Iterable<LocalConnection>>());
}
