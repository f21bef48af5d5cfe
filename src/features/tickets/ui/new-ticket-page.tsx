"use client";

import { useMe } from "@/client/me";
import type { CategoryDto } from "@/features/organisations/schema";
import type { TeamDto } from "@/features/teams/schema";
import { PageHeader } from "@/ui/page-header";
import { NewTicketForm } from "./new-ticket-form";

/** What the form offers to choose among. */
export interface NewTicketPageProps {
  categories: readonly CategoryDto[];
  teams: readonly TeamDto[];
  maxFileBytes: number;
}

/** The page that files a ticket: for requesters a few questions, for staff the whole of it. */
export function NewTicketPage(props: NewTicketPageProps) {
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
