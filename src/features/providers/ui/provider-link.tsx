import { buttonClasses } from "@/ui/buttons/button-styles";

/** The way to sign in by the identity provider. A plain link, which works without script, and which no page fetches before somebody follows it. */
export function ProviderLink({ target, children }: { target: string; children: string }) {
  return (
    <a href={beginAddress(target)} className={buttonClasses("secondary", "lg", "w-full")}>
      <span className="truncate">{children}</span>
    </a>
  );
}

/** The address at which a sign-in begins that leads to `target`; a fresh one has the provider ask who it is, though it may know. */
export function beginAddress(target: string, isFresh = false): string {
  const query = new URLSearchParams({ callbackUrl: target, ...(isFresh ? { fresh: "1" } : {}) });
  return `/api/auth/oidc/start?${query.toString()}`;
}
