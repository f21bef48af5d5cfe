import { beforeAll, beforeEach, expect } from "vitest";
import { POST as cancel } from "@/app/api/admin/imports/[id]/cancel/route";
import { GET as getImport } from "@/app/api/admin/imports/[id]/route";
import { POST as start } from "@/app/api/admin/imports/[id]/start/route";
import { POST as upload } from "@/app/api/admin/imports/route";
import {
  importSchema,
  importWithRowsSchema,
  type ImportDto,
  type ImportWithRows,
} from "@/features/people-imports/schema";
import { importPeople } from "@/features/people-imports/server/job-import";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "../accounts";
import { makeAccessToken, type MadeOrganisation } from "../factories";
import type { ApiAnswer } from "../http/client";
import { callRoute } from "../http/requests";

const ALL_CHUNKS = 10_000;

/** A person as their row has them. */
export interface PersonRow {
  id: string;
  name: string;
  role: string;
  disabled_at: Date | null;
  preferences: unknown;
}

/** An admin who imports, by the routes. */
export class ImportDesk {
  constructor(
    readonly organisation: MadeOrganisation,
    readonly admin: Actor,
  ) {}

  /** Lets every row that waits have its turn; answers how many there were. */
  run(): Promise<number> {
    return importPeople(ALL_CHUNKS);
  }

  /** Uploads a file, as a form or as it is. */
  async send(
    body: FormData | string | Uint8Array,
    {
      query = "",
      type = "text/csv",
      as = this.admin,
      key,
    }: { query?: string; type?: string; as?: Actor; key?: string } = {},
  ): Promise<{ status: number; body: unknown }> {
    const headers = new Headers({
      host: "localhost:3003",
      authorization: `Bearer ${await makeAccessToken(as)}`,
      ...(body instanceof FormData ? {} : { "content-type": type }),
      ...(key ? { "idempotency-key": key } : {}),
    });
    const request = new Request(`http://localhost:3003/api/admin/imports${query}`, {
      method: "POST",
      headers,
      body: body instanceof Uint8Array ? Buffer.from(body) : body,
    });
    const response = await upload(request, { params: Promise.resolve({}) });
    return { status: response.status, body: await response.json() };
  }

  /** Uploads a file as a preview. */
  async preview(text: string): Promise<ImportDto> {
    const { status, body } = await this.send(text, { query: "?dryRun=1" });
    expect(status, JSON.stringify(body)).toBe(201);
    return importSchema.parse(body);
  }

  /** An import with rows of it. */
  async show(id: string, query = "limit=100", headers: Record<string, string> = {}): Promise<ImportWithRows> {
    const path = `/api/admin/imports/${id}?${query}`;
    const { status, body } = await callRoute(getImport, { as: this.admin, path, params: { id }, headers });
    expect(status, JSON.stringify(body)).toBe(200);
    return importWithRowsSchema.parse(body);
  }

  begin(id: string, body: unknown = {}, as = this.admin): Promise<ApiAnswer> {
    return callRoute(start, { method: "POST", as, body, params: { id } });
  }

  stop(id: string): Promise<ApiAnswer> {
    return callRoute(cancel, { method: "POST", as: this.admin, params: { id } });
  }
}

/** Gives the calling test file a database with an admin who imports. */
export function setUpImports(): () => ImportDesk {
  const accounts = setUpAccounts();
  let desk: ImportDesk | null = null;
  beforeAll(async () => {
    desk = new ImportDesk(accounts.organisation, await accounts.makeActor({ role: "admin", name: "Ada" }));
  });
  beforeEach(forgetLimits);
  return () => {
    if (!desk) {
      throw new Error("The desk is there from the first test on, not before.");
    }
    return desk;
  };
}

/** Everybody with an address. */
export async function peopleAt(email: string): Promise<PersonRow[]> {
  const { rows } = await pool().query<PersonRow>(
    "SELECT id, name, role, disabled_at, preferences FROM people WHERE email = $1 ORDER BY created_at",
    [email],
  );
  return rows;
}
