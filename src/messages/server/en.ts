import { alerts } from "./en/alerts";
import { directories } from "./en/directories";
import { erasure } from "./en/erasure";
import { fields } from "./en/fields";
import { mails } from "./en/mails";
import { pages } from "./en/pages";
import { providers } from "./en/providers";
import { refusals } from "./en/refusals";
import { titles } from "./en/titles";
import { webhooks } from "./en/webhooks";

/** The sentences that the server alone says, in English. No browser loads them: what it shows of them came in an answer. */
export const serverEn = {
  alerts,
  directories,
  erasure,
  fields,
  mails,
  pages,
  providers,
  refusals,
  titles,
  webhooks,
} as const;
