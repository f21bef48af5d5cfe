"use client";

import type { WebhookDeliveryDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";

/** Shows what was sent, and how the answer began; closed without a delivery. */
export function DeliveryDialog({
  delivery,
  onClose,
}: {
  delivery: WebhookDeliveryDto | null;
  onClose: () => void;
}) {
  const t = useTranslate();
  const noBody = delivery?.attempts === 0 ? "webhooks.delivery.noBody" : "webhooks.delivery.noBodyAnyMore";
  return (
    <Dialog
      open={delivery !== null}
      onOpenChange={(open) => !open && onClose()}
      title={delivery?.type ?? ""}
      size="lg"
      actions={<Button onClick={onClose}>{t("ui.close")}</Button>}
    >
      {delivery && (
        <div className="flex flex-col gap-4">
          <Text label={t("webhooks.delivery.body")} text={indented(delivery.body)} none={t(noBody)} />
          <Text
            label={t("webhooks.delivery.answer")}
            text={delivery.answer || null}
            none={t("webhooks.delivery.noAnswer")}
          />
        </div>
      )}
    </Dialog>
  );
}

function Text({ label, text, none }: { label: string; text: string | null; none: string }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium">{label}</p>
      {text === null ? (
        <p className="text-ink-muted">{none}</p>
      ) : (
        <pre
          dir="ltr"
          tabIndex={0}
          role="region"
          aria-label={label}
          className="max-h-72 overflow-auto rounded-xl bg-canvas p-3 font-mono text-note wrap-anywhere whitespace-pre-wrap ring-1 ring-line focus-ring"
        >
          {text}
        </pre>
      )}
    </div>
  );
}

/** As people read it; what was sent has no white space. */
function indented(body: string | null): string | null {
  try {
    return body && JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
