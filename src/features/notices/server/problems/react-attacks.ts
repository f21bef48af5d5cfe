import { z } from "zod";
import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { transaction, type Sql, type Transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import type { Attack } from "@/server/rate-limits/attack";
import { isUuid } from "@/shared/ids";
import { raiseNotice, type NoticeText } from "@/features/notices/server/write";
import { raiseFolded } from "@/features/notices/server/write-fold";

const HOUR_SECONDS = 3_600;
const ADDRESSES_KEPT = 100;

const countedSchema = z.object({
  /** Failed attempts from each address. */
  byAddress: z.record(z.string(), z.number()),
  /** Failed attempts from all addresses. */
  inAll: z.number(),
});

/**
 * Notifies the organisation's admins of password guessing: one notice an hour for an account, and one for an
 * address that tries many accounts. Attempts on one account from one address are more often a forgotten
 * password.
 */
export async function noticeAttack(attack: Attack): Promise<void> {
  await transaction(async (tx) => {
    const { organisationId } = attack;
    // The organisation may have been deleted since.
    const { rowCount } = await tx.query("SELECT 1 FROM organisations WHERE id = $1", [organisationId]);
    if (rowCount === 0) {
      return;
    }
    await (attack.scope === "address" ? noticeAddress(tx, attack) : noticeAccount(tx, attack));
  });
}

async function noticeAddress(tx: Transaction, { organisationId, address, tries }: Attack): Promise<void> {
  const isUndeclared = env().trustProxy === 0;
  const text: NoticeText = {
    kind: "sign_in_attack",
    level: "warning",
    sentence: say(isUndeclared ? "alerts.addressTriesUntold" : "alerts.addressTries", {
      tries,
      address: shown(address),
    }),
    link: "/admin/connections",
    endsIn: HOUR_SECONDS,
  };
  await raiseFolded(tx, { organisationId, key: `attack:address:${address}`, text, more });
}

async function noticeAccount(tx: Transaction, attack: Attack): Promise<void> {
  const { organisationId, account, address, tries, scope } = attack;
  const key = `attack:account:${account}`;
  const name = await nameOf(tx, attack);
  const sayOf = (before: unknown): NoticeText => {
    const counted = before === null ? { byAddress: {}, inAll: 0 } : countedSchema.parse(before);
    const earlier = counted.byAddress[address] ?? 0;
    const byAddress = { ...counted.byAddress, ...(scope === "pair" ? { [address]: earlier + tries } : {}) };
    const kept = Object.fromEntries(Object.entries(byAddress).slice(-ADDRESSES_KEPT));
    const fromPairs = Object.values(kept).reduce((sum, count) => sum + count, 0);
    const inAll = Math.max(counted.inAll, scope === "account" ? tries : 0, fromPairs);
    const isWide = scope === "account" || Object.keys(kept).length > 1;
    return {
      kind: "sign_in_attack",
      level: isWide ? "warning" : "info",
      sentence: isWide
        ? say("alerts.accountTriesWide", { tries: inAll, name })
        : say("alerts.accountTries", { tries: inAll, name, address: shown(address) }),
      link: "/admin/connections",
      data: { byAddress: kept, inAll },
      // The hour counts from the first.
      ...(before === null ? { endsIn: HOUR_SECONDS } : {}),
    };
  };
  const isNew = await raiseFolded(tx, { organisationId, key, text: sayOf(null), more });
  if (!isNew) {
    await changeIfThere(tx, { organisationId, key, describe: sayOf });
  }
}

/** Whether the attack is counted in the collective notice already, and needs none of its own. */
async function changeIfThere(tx: Transaction, problem: Parameters<typeof raiseNotice>[1]): Promise<void> {
  await raiseNotice(tx, {
    ...problem,
    describe: (before) => (before === null ? null : problem.describe(before)),
  });
}

function more(count: number): { sentence: Sentence; link: string } {
  return {
    sentence: say("alerts.moreTries", { count }),
    link: "/admin/connections",
  };
}

/** An e-mail as it was typed (shortened: anything can be typed), or the person whose password was being changed. */
async function nameOf(sql: Sql, { organisationId, account }: Attack): Promise<string> {
  if (!isUuid(account)) {
    return shown(account);
  }
  const { rows } = await sql.query<{ name: string }>(
    "SELECT name FROM people WHERE id = $1 AND organisation_id = $2",
    [account, organisationId],
  );
  return rows[0]?.name ?? "somebody";
}

function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
