"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import type { ReactNode } from "react";
import { ToastProvider } from "@/ui/overlays/toast";
import { TooltipLayer } from "@/ui/tooltip/layer";

/** What the design system needs once around the whole application; `nonce` is that of the page's content security policy. */
export function UiProviders({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <TooltipLayer>
        <ToastProvider>{children}</ToastProvider>
      </TooltipLayer>
    </CSPProvider>
  );
}
