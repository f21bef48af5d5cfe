"use client";

import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import { PageHeader } from "@/ui/shell/page-header";
import { NewTicketForm, type NewTicketFormProps } from "./form";

/** The page that files a ticket: for requesters a few questions, for staff all fields. */
export function NewTicketPage(props: NewTicketFormProps) {
  const t = useTranslate();
  const me = useMe();
  if (me.isStaff) {
    return (
      <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8 sm:py-8">
        <PageHeader
          title={t("tickets.new.title")}
          description={t("tickets.new.description")}
          className="mb-6"
        />
        <NewTicketForm {...props} />
      </div>
    );
  }
  return (
    <>
      <PageHeader
        back={{ href: "/tickets", label: t("tickets.new.back") }}
        title={t("tickets.new.requestTitle")}
        description={t("tickets.new.requestDescription")}
        className="mb-8"
      />
      <NewTicketForm {...props} />
    </>
  );
}
