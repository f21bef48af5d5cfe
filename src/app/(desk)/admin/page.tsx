import { redirect } from "next/navigation";

/** The admin area begins with what admins should know. */
export default function AdminPage(): never {
  redirect("/admin/notices");
}
