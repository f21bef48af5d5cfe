"use client";

import { useMe } from "@/client/browser/me";
import { PageHeader } from "@/ui/page-header";
import { NewTicketForm, type NewTicketFormProps } from "./form";

/** The page that files a ticket: for requesters a few questions, for staff the whole of it. */
export function NewTicketPage(props: NewTicketFormProps) {
  const me = useMe();
  if (me.isStaff) {
    return (
      <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8 sm:py-8">
        <PageHeader
          title="New ticket"
          description="For yourself, or for somebody who called or wrote to you."
          className="mb-6"
        />
        <NewTicketForm {...props} />
      </div>
    );
  }
  return (
    <>
      <PageHeader
        back={{ href: "/tickets", label: "My requests" }}
        title="How can we help?"
        description="Tell us in your own words. We see it at once, and you see here when somebody answers."
        className="mb-8"
      />
      <NewTicketForm {...props} />
    </>
  );
}
