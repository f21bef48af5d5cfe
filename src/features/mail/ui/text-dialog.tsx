"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import type { MailText, OutgoingMailDto } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Skeleton } from "@/ui/marks/skeleton";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";

/** Shows what a mail says, as plain text; closed without one. */
export function TextDialog({ mail, onClose }: { mail: OutgoingMailDto | null; onClose: () => void }) {
  const t = useTranslate();
  return (
    <Dialog
      open={mail !== null}
      onOpenChange={(open) => !open && onClose()}
      title={mail?.subject || t("mail.text.title")}
      description={t("mail.text.description", { address: mail?.to.address ?? "" })}
      actions={<Button onClick={onClose}>{t("mail.text.close")}</Button>}
    >
      {mail && <Text mailId={mail.id} />}
    </Dialog>
  );
}

function Text({ mailId }: { mailId: string }) {
  const t = useTranslate();
  const { data, error } = useQuery({
    queryKey: ["outbox-text", mailId],
    queryFn: ({ signal }) => callApi<MailText>(`/api/admin/mail/${mailId}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) {
    return (
      <Callout tone="danger" live="alert" title={t("mail.text.failed")}>
        {error.message}
      </Callout>
    );
  }
  if (!data) {
    return (
      <div role="status">
        <span className="sr-only">{t("mail.text.loading")}</span>
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  if (data.text === null) {
    return <Callout tone="info">{t(`mail.text.${data.missing ?? "unreadable"}`)}</Callout>;
  }
  return (
    <div
      dir="auto"
      tabIndex={0}
      role="region"
      aria-label={t("mail.text.title")}
      className="max-h-96 overflow-y-auto rounded-xl bg-canvas p-3 text-ui wrap-anywhere whitespace-pre-wrap ring-1 ring-line focus-ring"
    >
      {data.text}
    </div>
  );
}
