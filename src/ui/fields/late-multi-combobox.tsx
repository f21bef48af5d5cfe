"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { makePart } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import { controlGroupClasses } from "./control-styles";
import type { MultiComboboxProps } from "./multi-combobox";

const CONTROL = makePart(() => import("./multi-combobox").then((code) => code.MultiCombobox));

/** A MultiCombobox inside of something that opens: its code comes after the page's, and until then its box stands there. */
export function LateMultiCombobox(props: MultiComboboxProps) {
  const t = useTranslate();
  const { render, isMissing, isTrying, tryAgain } = usePart(CONTROL, true);
  if (render) {
    return render(props);
  }
  return isMissing ? (
    <div className="flex flex-col items-start gap-2">
      <p role="alert" className="text-danger-ink">
        {t("ui.notFetched")}
      </p>
      <Button size="sm" loading={isTrying} onClick={tryAgain}>
        {t("ui.tryAgain")}
      </Button>
    </div>
  ) : (
    <div aria-busy className={controlGroupClasses("min-h-(--control)")} />
  );
}

/** Fetches the code of a LateMultiCombobox in a quiet moment, where something that holds one may open later. */
export function useMultiComboboxSoon(): void {
  usePart(CONTROL, false);
}
