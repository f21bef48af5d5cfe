import { asTranslated } from "@/messages/translation";
import { alerts } from "./de/alerts";
import { directories } from "./de/directories";
import { erasure } from "./de/erasure";
import { fields } from "./de/fields";
import { mails } from "./de/mails";
import { pages } from "./de/pages";
import { providers } from "./de/providers";
import { refusals } from "./de/refusals";
import { titles } from "./de/titles";
import { webhooks } from "./de/webhooks";
import type { serverEn } from "./en";

/** The sentences that the server alone says, in German: a key that English has and German has not does not compile. */
export const serverDe = asTranslated<typeof serverEn>({
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
});
