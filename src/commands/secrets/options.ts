import { readVerb, readWords } from "../console/words";

/** How the command is used. */
export const USAGE = `Looks after the key by which secrets in the database are sealed (sealing-keys.json in DATA_DIR).
It works while Helpejo runs, and while it does not; it has to see the same DATA_DIR.

  npm run secrets -- status    which keys there are, and how much each has sealed
  npm run secrets -- turn      makes a new key, seals everything by it, and drops the former ones

A turn that was interrupted is brought to its end by calling it again; until then the former keys stay.
Backups made before a turn need the sealing-keys.json that was saved with them.

Exit codes: 0 done; 1 not done, with a sentence; 2 not understood.
`;

/** What is wanted of the command. */
export type SecretsOptions = ReturnType<typeof readOptions>;

/** Reads the command line; throws `UsageError`. */
export function readOptions(words: string[]): { verb: "status" | "turn" } {
  const { positionals } = readWords(words, {});
  return { verb: readVerb(positionals, ["status", "turn"]) };
}
