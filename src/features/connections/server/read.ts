import { bus } from "@/server/bus/bus";
import { badCursor, decodeCursor, toPage } from "@/server/api/paging";
import type { Actor } from "@/shared/roles";
import {
  type ConnectionCounts,
  type ConnectionPage,
  type ConnectionQuery,
  type ServerProcessDto,
} from "@/features/connections/schema";
import {
  answerHere,
  answerSchema,
  firstOf,
  positionOf,
  TOPIC,
  type Answer,
  type Question,
} from "./read-process";

/**
 * Who of the actor's organisation is connected now, over all processes: each returns its first rows, which
 * are merged. Throws `bad_cursor`.
 */
export async function listConnections(actor: Actor, query: ConnectionQuery): Promise<ConnectionPage> {
  const { cursor, ...wanted } = query;
  const question: Question = {
    ...wanted,
    organisationId: actor.organisationId,
    after: readAfter(cursor, query.sort),
  };
  const others = await bus().ask(TOPIC, question);
  const answers = [
    answerHere(question),
    ...others.flatMap((other) => answerSchema.safeParse(other).data ?? []),
  ];
  const rows = firstOf(
    answers.flatMap((answer) => answer.items),
    question,
  );
  const page = toPage(
    rows,
    query.limit,
    (row) => positionOf(row, query.sort),
    (row) => row,
  );
  return {
    ...page,
    total: answers.reduce((sum, answer) => sum + answer.total, 0),
    totals: sumUp(answers.map((answer) => answer.totals)),
    processes: [...answers.map((answer) => answer.process), ...silentProcesses(answers)],
    at: new Date().toISOString(),
  };
}

function readAfter(cursor: string | undefined, sort: ConnectionQuery["sort"]): Question["after"] {
  const position = decodeCursor(cursor, 2);
  if (!position) {
    return null;
  }
  const [key, id] = position;
  const isOfThisOrder = typeof key === (sort.endsWith("lag") ? "number" : "string");
  if (!isOfThisOrder || key === null || key === undefined || typeof id !== "string") {
    throw badCursor();
  }
  return [key, id];
}

/** Processes that are known as alive and did not answer: their connections are missing in the list. */
function silentProcesses(answers: readonly Answer[]): ServerProcessDto[] {
  const answered = new Set(answers.map((answer) => answer.process.id));
  return bus()
    .peers()
    .filter((peer) => !answered.has(peer.processId))
    .map(({ processId, ...peer }) => ({ id: processId, ...peer, connections: null }));
}

function sumUp(counts: readonly ConnectionCounts[]): ConnectionCounts {
  const sum: ConnectionCounts = { connections: 0, byRole: {}, byTransport: {} };
  for (const { connections, byRole, byTransport } of counts) {
    sum.connections += connections;
    addTo(sum.byRole, byRole);
    addTo(sum.byTransport, byTransport);
  }
  return sum;
}

function addTo(sum: Partial<Record<string, number>>, more: Partial<Record<string, number>>): void {
  for (const [key, count] of Object.entries(more)) {
    sum[key] = (sum[key] ?? 0) + (count ?? 0);
  }
}
