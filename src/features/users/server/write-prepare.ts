import { ensureFirstAdmin } from "./write-first-admin";
import { prepareFirstRun } from "./write-first-run";
import { env } from "@/server/process/env";
import { log } from "@/server/process/log";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";

/**
 * Makes sure that there is an organisation and a way to sign in: the admin of ADMIN_EMAIL, demo people, or
 * else a page, opened by a token, that creates the first admin; the log says which. Returns that page's
 * address, or null when it is not needed.
 */
export async function prepareDesk(): Promise<string | null> {
  await ensureOrganisation({ isDemo: env().demo });
  const made = await ensureFirstAdmin();
  const token = await prepareFirstRun();
  if (token !== null) {
    log().info("there is no admin yet: the address that this start prints makes the first");
  } else if (made === null) {
    const isGiven = env().adminEmail !== null;
    log().info(isGiven ? "there is an admin already: ADMIN_EMAIL makes none" : "there is an admin already");
  }
  return token === null ? null : `${env().publicUrl}/first-run#token=${token}`;
}
