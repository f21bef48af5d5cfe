import { ensureFirstAdmin } from "@/features/users/server/write-first-admin";
import { prepareFirstRun } from "@/features/users/server/write-first-run";
import { env } from "@/server/env";
import { ensureOrganisation } from "./write-ensure";

/**
 * Makes sure that there is an organisation and a way in: the admin of ADMIN_EMAIL, demo people, or else a page, opened
 * by a token, that makes the first admin. Returns that page's address, or null when nobody needs it.
 */
export async function prepareDesk(): Promise<string | null> {
  await ensureOrganisation({ isDemo: env().demo });
  await ensureFirstAdmin();
  const token = await prepareFirstRun();
  return token === null ? null : `${env().publicUrl}/first-run#token=${token}`;
}
