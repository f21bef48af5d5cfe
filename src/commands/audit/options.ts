import { AUDIT_CHAINS, type AuditChain } from "@/shared/audit/chains";
import { UsageError } from "../console/usage-error";
import { readVerb, readWords } from "../console/words";

/** How the command is used. */
export const USAGE = `Checks the audit: its entries are chained by hashes, so one that was changed, removed, inserted or moved by hand shows.
It works while Helpejo runs, and while it does not. Each organisation has two chains, of actions and of attempts.

  npm run audit -- check                              checks the chains of every organisation
  npm run audit -- check --organisation acme          of one, by its slug (npm run organisation -- list)
  npm run audit -- check --head actions:12:3f...      also that this entry is still in the chain
  npm run audit -- head                               the last sealed entry of each chain

  --head    what "head" printed earlier, as often as wanted; keep it where nobody who can write to the database can.
            With several organisations it needs --organisation
  --after   with check, begins behind an entry: actions:12, for a chain with a known fault

Entries are sealed within seconds, attempts within minutes; what is not sealed yet is counted, and cannot be checked.

Exit codes: 0 the chains are whole; 1 they are not, with the first wrong entry; 2 not understood.
`;

/** An entry that was kept elsewhere. */
export interface KeptHead {
  chain: AuditChain;
  number: number;
  hash: string;
}

/** What is wanted of the command. */
export type AuditOptions = ReturnType<typeof readOptions>;

const OPTION = { type: "string" } as const;
const LIST = { type: "string", multiple: true } as const;
const HASH = /^[0-9a-f]{64}$/;

/** Reads the command line; throws `UsageError`. */
export function readOptions(words: string[]) {
  const { positionals, values } = readWords(words, { organisation: OPTION, head: LIST, after: LIST });
  const verb = readVerb(positionals, ["check", "head"]);
  const heads = (values.head ?? []).map(readHead);
  const after = (values.after ?? []).map((text) => readPlace(text, text.split(":")));
  if (verb === "head" && heads.length + after.length > 0) {
    throw new UsageError("--head and --after go with check.");
  }
  return { verb, slug: values.organisation ?? null, heads, after };
}

function readHead(text: string): KeptHead {
  const [chain = "", number = "", hash = "", ...more] = text.split(":");
  if (!HASH.test(hash)) {
    throw new UsageError(`"${text}" is no head: it has the form actions:12:hash, as "head" prints it.`);
  }
  return { ...readPlace(text, [chain, number, ...more]), hash };
}

function readPlace(text: string, parts: readonly string[]): { chain: AuditChain; number: number } {
  const [name, digits = "", ...more] = parts;
  const chain = AUDIT_CHAINS.find((one) => one === name);
  if (chain === undefined || !/^\d{1,9}$/.test(digits) || more.length > 0) {
    throw new UsageError(`"${text}" names no entry: it begins with actions: or attempts: and its number.`);
  }
  return { chain, number: Number(digits) };
}
