import { stopMails } from "@/features/notification-choices/server/write";
import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import { limitAddress } from "@/server/rate-limits/limits";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { personOfToken } from "./rules-unsubscribe";

const HOUR = 60 * 60;
/** Of one network: a mail provider presses the button of many people. */
const MOST_OF_HOUR = 600;

/** Ends all mails about tickets to the person of a mail's token, those that wait too. Throws `invalid_token` and `rate_limited`. */
export async function unsubscribe(
  organisationId: OrganisationId,
  { token }: { token: string },
  address: string,
): Promise<{ stopped: true }> {
  await limitAddress("unsubscribe", address, MOST_OF_HOUR, HOUR);
  const personId = personOfToken(token);
  const isStopped =
    personId !== null && (await transaction((tx) => stopMails(tx, { organisationId, personId })));
  if (!isStopped) {
    throw new AppError("invalid_token", say("refusals.mail.noUnsubscribe"));
  }
  return { stopped: true };
}
