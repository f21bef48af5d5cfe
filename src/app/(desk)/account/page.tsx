import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/features/account/ui/account-page";
import { RequiredSecondFactor } from "@/features/account/ui/required-second-factor";
import { ShowSecondFactor } from "@/features/account/ui/show-second-factor";
import { canSendMail } from "@/features/mail/server/read";
import { readProofWays } from "@/features/sessions/server/read";
import { readTotpStatus } from "@/features/second-factors/server/read";
import { hasOwnAccount } from "@/features/users/policy";
import { readMe } from "@/features/users/server/read";
import { requirePageSession } from "@/server/pages/session";
import { isSecondFactorMissing } from "@/server/sign-in/second-factor-due";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../../(auth)/brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.account") };
}

/** One's own account. */
export default async function MyAccountPage() {
  const session = await requirePageSession("/account");
  const { actor } = session;
  if (!hasOwnAccount(actor)) {
    notFound();
  }
  if (isSecondFactorMissing(session)) {
    return session.isFactorUnshown ? (
      <ShowSecondFactor
        brand={<Brand />}
        {...await readProofWays(actor)}
        hasApp={(await readTotpStatus(actor)).enabled}
      />
    ) : (
      <RequiredSecondFactor brand={<Brand />} email={session.email} {...await readProofWays(actor)} />
    );
  }
  return <AccountPage account={await readMe(actor)} isMailSent={await canSendMail(actor.organisationId)} />;
}
