import { findOrganisation, listOrganisations } from "@/features/organisations/server/read-console";
import { onConsole } from "@/messages/server/say";
import { checkRange, findLink, readChains, type RangeCheck } from "@/server/audit/check";
import type { ChainProblem } from "@/server/audit/chain";
import { AUDIT_CHAINS, type AuditChain } from "@/shared/audit/chains";
import { AppError } from "@/shared/errors";
import { UsageError } from "../console/usage-error";
import type { AuditOptions, KeptHead } from "./options";

interface Checked {
  id: string;
  slug: string;
}

/** Does what is wanted and returns what to say of it; throws at the first entry that is wrong. */
export async function carryOut({ verb, slug, heads, after }: AuditOptions): Promise<string> {
  const organisations =
    slug === null ? await listOrganisations() : [await findOrganisation({ slug, host: null })];
  if (verb === "head") {
    return await sayHeads(organisations);
  }
  if (heads.length + after.length > 0 && organisations.length > 1) {
    throw new UsageError("There are several organisations: say which one by --organisation.");
  }
  const lines: string[] = [];
  for (const organisation of organisations) {
    for (const chain of AUDIT_CHAINS) {
      const from = after.find((one) => one.chain === chain)?.number ?? null;
      lines.push(await checkChain(organisation, chain, from));
    }
    for (const head of heads) {
      lines.push(await checkHead(organisation, head));
    }
  }
  return lines.join("\n");
}

async function sayHeads(organisations: readonly Checked[]): Promise<string> {
  const lines: string[] = [];
  for (const { id, slug } of organisations) {
    const chains = await readChains(id);
    lines.push(...chains.map(({ chain, head }) => `${slug}  ${chain}:${head.number}:${head.hash}`));
  }
  return lines.join("\n");
}

/** Checks one chain from end to end, in parts, and remembers no more than the last part. */
async function checkChain(organisation: Checked, chain: AuditChain, from: number | null): Promise<string> {
  let checked = 0;
  let part: RangeCheck;
  let after = from;
  do {
    part = await checkRange({ organisationId: organisation.id, chain, after });
    checked += part.checked;
    after = part.next;
    if (part.problem) {
      throw wrong(`${organisation.slug}, ${chain}: ${problemSentence(part.problem, part)}`);
    }
  } while (after !== null);
  const { anchor, last, waiting } = part;
  const removed = anchor.number === 0 ? "" : ` Entries up to ${anchor.number} were removed by retention.`;
  const unsealed = waiting === 0 ? "" : ` Not sealed yet: ${waiting}.`;
  return `${organisation.slug}, ${chain}: ${checked} ${checked === 1 ? "entry is" : "entries are"} whole.${removed}${unsealed} The last one is ${chain}:${last.number}:${last.hash}`;
}

/** Proves that an entry that was known earlier is still the one: nothing up to it was changed, nor cut off behind it. */
async function checkHead({ id, slug }: Checked, kept: KeptHead): Promise<string> {
  const { chain, number, hash } = kept;
  const found = await findLink(id, chain, number);
  if (found?.hash === hash) {
    return `${slug}, ${chain}: entry ${number} is the one that was kept.`;
  }
  const state = (await readChains(id)).find((one) => one.chain === chain);
  if (found === null && state && number < state.anchor.number) {
    return `${slug}, ${chain}: entry ${number} was removed by retention, so it cannot be compared any more; keep a newer one.`;
  }
  throw wrong(
    found
      ? `${slug}, ${chain}: entry ${number} is another one than was kept: the chain was made anew.`
      : `${slug}, ${chain}: entry ${number} was kept, but the chain ends with ${state?.head.number ?? 0}: later entries were cut off.`,
  );
}

function problemSentence({ kind, number }: ChainProblem, { head, last }: RangeCheck): string {
  switch (kind) {
    case "changed":
      return `entry ${number} is not as it was sealed: it, its hash or its place was changed.`;
    case "missing":
      return `entry ${number} is missing; the last one before it is ${last.number}.`;
    case "repeated":
      return `an entry with the number ${number} stands where none can be: it was inserted.`;
    case "beyond":
      return `entry ${number} stands behind the end of the chain, which is ${head.number}: it was inserted, or the end was changed.`;
    case "late":
      return `entry ${number} claims a time long before the entry before it: it was inserted later, or the database's clock was wrong. To check what follows: --after, with its number.`;
  }
}

function wrong(sentence: string): AppError {
  return new AppError("conflict", onConsole(sentence));
}
