"use client";

import { useSpeech } from "@/messages/translate-provider";
import { Callout } from "@/ui/states/callout";
import type { ChainCheck, ChainsChecked } from "./use-chain-check";

/** What the check of the chains came to, or how far it is. */
export function AuditChain({ check }: { check: ChainCheck }) {
  const { t } = useSpeech();
  if (check.progress !== null) {
    return <Callout live="status">{t("audit.chain.progress", { count: check.progress })}</Callout>;
  }
  if (check.error) {
    return (
      <Callout tone="danger" live="alert">
        {check.error.message}
      </Callout>
    );
  }
  return check.result && <Result result={check.result} />;
}

function Result({ result }: { result: ChainsChecked }) {
  const { t, locale } = useSpeech();
  const { problem, entries, waiting, removed, at } = result;
  if (problem) {
    const { kind, number, chain } = problem;
    return (
      <Callout tone="danger" live="alert" title={t("audit.chain.broken")}>
        {t(`audit.chain.problem.${kind}`, { number, chain: t(`audit.chain.of.${chain}`) })}
      </Callout>
    );
  }
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(at),
  );
  return (
    <Callout tone="success" live="status" title={t("audit.chain.whole", { count: entries })}>
      {[
        t("audit.chain.checkedAt", { time }),
        ...(waiting > 0 ? [t("audit.chain.waiting", { count: waiting })] : []),
        ...(removed > 0 ? [t("audit.chain.removed", { count: removed })] : []),
      ].join(" ")}
    </Callout>
  );
}
