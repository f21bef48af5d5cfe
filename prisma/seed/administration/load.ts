import type { Transaction } from "@/server/database/database";
import type { Directory, Ledger } from "../load/ledger";
import { loadAnnouncements } from "./announcements";
import { loadAudit } from "./audit";
import { loadCannedReplies } from "./canned-replies";
import { loadImports } from "./imports";
import { loadLibrary } from "./library";
import { loadLinks } from "./links";
import { loadMails } from "./mails";
import { loadRequests } from "./requests";
import { loadTokens } from "./tokens";

/** Writes what the pages of administration show beside tickets and people. No mail is sent, and no token can be used. */
export async function loadAdministration(
  tx: Transaction,
  directory: Directory,
  ledgers: readonly Ledger[],
  { since, now }: { since: Date; now: Date },
): Promise<void> {
  const announcements = await loadAnnouncements(tx, directory, now);
  await loadCannedReplies(tx, directory, now);
  await loadLibrary(tx, directory, now);
  await loadLinks(tx, directory, ledgers);
  await loadRequests(tx, directory, ledgers, now);
  const imports = await loadImports(tx, directory, { since, now });
  const tokens = await loadTokens(tx, directory, now);
  await loadMails(tx, directory, now);
  await loadAudit(tx, directory, { since, now, announcements, imports, tokens });
}
