import { Ban } from "lucide-react";
import { ButtonLink } from "@/ui/buttons/button-link";
import { EmptyState } from "@/ui/states/empty";
import { pageTranslate } from "@/server/pages/speech";

/** Says the same whether the page never existed or this person may not see it. */
export default async function AdminNotFound() {
  const t = await pageTranslate();
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        level={1}
        icon={<Ban />}
        title={t("shell.notFound.adminTitle")}
        reason={t("shell.notFound.adminReason")}
        action={
          <ButtonLink href="/tickets" variant="primary">
            {t("shell.notFound.list")}
          </ButtonLink>
        }
      />
    </div>
  );
}
