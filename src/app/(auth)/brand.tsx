import Link from "next/link";
import { Logo } from "@/ui/logo";

/** The mark above the pages before signing in. */
export function Brand() {
  return (
    <Link href="/sign-in" className="rounded-lg focus-ring" aria-label="Helpejo, sign in">
      <Logo />
    </Link>
  );
}
