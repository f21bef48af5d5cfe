"use client";

import Link from "next/link";
import { useBrandName } from "@/ui/shell/brand";
import { Logo } from "@/ui/shell/logo";
import { useTranslate } from "@/messages/translate-provider";

/** The logo above the pages before sign-in. */
export function Brand() {
  const t = useTranslate();
  const name = useBrandName();
  return (
    <Link href="/sign-in" className="rounded-lg focus-ring" aria-label={t("shell.brand.signIn", { name })}>
      <Logo />
    </Link>
  );
}
