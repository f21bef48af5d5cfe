import type { LookDto } from "@/features/organisations/schema";
import { say } from "@/messages/server/say";
import { pool, type Sql } from "@/server/database/database";
import { fileResponse } from "@/server/storage/response";
import { AppError } from "@/shared/errors";

/** How an organisation looks, as stored. */
export interface LookRow {
  id: string;
  name: string;
  logo_key: string | null;
  accent: string | null;
}

/** How these organisations look now. */
export async function readLookRows(sql: Sql, ids: readonly string[]): Promise<LookRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<LookRow>(
    "SELECT id, name, logo_key, settings->>'accent' AS accent FROM organisations WHERE id = ANY($1::uuid[])",
    [ids],
  );
  return rows;
}

/** How an organisation looks; throws `not_found`. */
export async function readLook(organisationId: string): Promise<LookDto> {
  const [row] = await readLookRows(pool(), [organisationId]);
  if (!row) {
    throw new AppError("not_found", say("refusals.organisations.gone"));
  }
  return presentLook(row);
}

/** A look as everybody sees it. */
export function presentLook({ name, logo_key: key, accent }: LookRow): LookDto {
  return { name, logoUrl: logoUrlOf(key), accent };
}

/** Where a logo is read; null without one. */
export function logoUrlOf(key: string | null): string | null {
  return key === null ? null : `/api/organisation/logo?v=${versionOf(key)}`;
}

/** GET and HEAD /api/organisation/logo: the latest one, whatever `v` says. Throws `not_found`. */
export async function sendLogo(
  organisationId: string,
  { v, request }: { v?: string | undefined; request: Request },
): Promise<Response> {
  const [row] = await readLookRows(pool(), [organisationId]);
  if (!row || row.logo_key === null) {
    throw new AppError("not_found", say("refusals.organisations.noLogo"));
  }
  const version = versionOf(row.logo_key);
  return await fileResponse(request, {
    key: row.logo_key,
    name: "logo.png",
    contentType: "image/png",
    etag: `"${version}"`,
    disposition: "inline",
    isFixed: v === version,
  });
}

/** What tells one logo from the next. */
function versionOf(key: string): string {
  return key.slice(-12);
}
