import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { Listeners } from "@/shared/listeners";

/** An attack: attempts are refused because of too many wrong passwords. */
export interface Attack {
  /**
   * What ran over its limit: `pair` is one account from one address (more often a forgotten password than an attack),
   * `account` one account from anywhere, `address` one address on whatever accounts.
   */
  scope: "pair" | "account" | "address";
  /** The organisation of the account that was tried last. */
  organisationId: string;
  /** The account that was tried last: an e-mail as it was given, known or not, or a person's id. */
  account: string;
  address: string;
  /** Wrong tries that were counted. */
  tries: number;
}

/**
 * Subscribes to every account and address that begins to be refused for wrong tries: once when the limit is reached, in the
 * process that counted the try. Returns how to stop.
 */
export function onAttack(listener: (attack: Attack) => void): () => void {
  return listeners().add((attack) => {
    try {
      listener(attack);
    } catch (error) {
      log().error({ err: error }, "a notice of an attack could not be sent");
    }
  });
}

/** Notifies the listeners; their errors cannot harm the attempt under way. */
export function publishAttack(attack: Attack): void {
  log().warn({ ...attack }, "too many wrong tries");
  listeners().emit(attack);
}

function listeners(): Listeners<[Attack]> {
  return shareOnce("attack-listeners", () => new Listeners<[Attack]>());
}
