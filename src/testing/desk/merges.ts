import { beforeEach } from "vitest";
import { GET, POST } from "@/app/api/admin/users/[id]/merge/route";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import type { Accounts } from "../accounts";
import { callRoute } from "../http/requests";
import type { ApiAnswer } from "../http/client";

/** Two accounts of one person, and an admin who merges them. */
export interface Merges {
  readonly admin: Actor;
  readonly from: Actor;
  readonly into: Actor;
  /** Asks for a merge, of `from` into `into` unless something else is said. */
  merge(body?: object, person?: { id: string; name: string }, as?: Actor): Promise<ApiAnswer>;
  read(query?: string): Promise<ApiAnswer>;
  /** A ticket that `from` filed. */
  file(): Promise<{ id: string }>;
}

/** What every ticket of these tests is about. */
export const FILED = { title: "The printer is on fire", description: "It smokes and it smells." };

/** Gives each test of the calling file two accounts of one person; merges of tests before are settled. */
export function setUpMerges(accounts: Accounts): Merges {
  let made: { admin: Actor; from: Actor; into: Actor } | null = null;
  beforeEach(async () => {
    await pool().query("UPDATE person_merges SET settled_at = now()");
    made = {
      admin: await accounts.makeActor({ role: "admin", name: "Ada Admin" }),
      from: await accounts.makeActor({ name: "Berta Old" }),
      into: await accounts.makeActor({ name: "Berta New" }),
    };
  });
  const cast = () => {
    if (!made) {
      throw new Error("The accounts are there once the tests begin.");
    }
    return made;
  };
  return {
    get admin() {
      return cast().admin;
    },
    get from() {
      return cast().from;
    },
    get into() {
      return cast().into;
    },
    merge: (body = {}, person = cast().from, as = cast().admin) =>
      callRoute(POST, {
        method: "POST",
        as,
        params: { id: person.id },
        path: `/api/admin/users/${person.id}/merge`,
        body: { into: cast().into.id, name: person.name, ...body },
      }),
    read: (query = "") =>
      callRoute(GET, {
        as: cast().admin,
        params: { id: cast().from.id },
        path: `/api/admin/users/${cast().from.id}/merge${query}`,
      }),
    file: () => createTicket(cast().from, FILED),
  };
}

/** The rows of a query. */
export async function rowsOf<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await pool().query<Row>(sql, values)).rows;
}
