import type { ReactNode } from "react";
import { AdminNav } from "@/features/notices/ui/admin-nav";
import { canAdminister } from "@/features/users/policy";
import { pageSession } from "@/server/pages/session";

/** The admin area: its navigation stands beside each page, or above it on a phone. For a person who is no admin the page says so, and there is no navigation. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  return (
    <div className="flex min-w-0 flex-1 flex-col lg:flex-row">
      {session && canAdminister(session.actor) && <AdminNav />}
      {children}
    </div>
  );
}
