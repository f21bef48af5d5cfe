import type { ReactNode } from "react";
import { NoticesNav } from "@/features/notices/ui/notices-nav";
import { canAdminister } from "@/features/users/policy";
import { pageSession } from "@/server/pages/session";

/** The admin area: its navigation stands above each page. For a person who is no admin the page says so, and there is no navigation. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      {session && canAdminister(session.actor) && <NoticesNav />}
      {children}
    </div>
  );
}
